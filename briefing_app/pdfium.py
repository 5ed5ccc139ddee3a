"""This file lets one thread at a time use PDFium: it knows nothing of threads, and two at once corrupt its memory."""

from __future__ import annotations

import threading

# Hold it round every call, opening and closing included. One thread may take it again inside.
ALONE = threading.RLock()
