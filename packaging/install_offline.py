"""This file installs the program from the wheels beside it, with the network off, into a folder of the user's own.

python3 install.py [FOLDER]        default: briefing in the home folder; needs Python 3.10 or newer
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST = (3, 10)


def main(arguments: list[str]) -> int:
    """Make a virtual environment and install into it; no administrator is needed, nothing else is touched."""
    if sys.version_info < OLDEST:
        print(
            f"需要 Python {'.'.join(map(str, OLDEST))} 或更新版本，这里是 {sys.version.split()[0]}。没有安装任何东西。"
        )
        return 1
    place = Path(arguments[0] if arguments else Path.home() / "briefing").absolute()
    venv.EnvBuilder(symlinks=sys.platform != "win32").create(place)
    scripts = place / ("Scripts" if sys.platform == "win32" else "bin")
    # pip runs from its own wheel: neither ensurepip nor a network is needed.
    pip = next(HERE.glob("wheels/pip-*.whl"))
    command = [str(scripts / "python"), str(pip / "pip"), "install", "--no-index", "--find-links", str(HERE / "wheels")]
    status = subprocess.run([*command, "--quiet", "briefing-app[encryption]"], check=False).returncode
    if status:
        print("没有装完，pip 的提示在上面。装了一半的文件夹可以整个删掉：", place)
        return status
    print(f"已装好。打开窗口：{scripts / 'briefing'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
