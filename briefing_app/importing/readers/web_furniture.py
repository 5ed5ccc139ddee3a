"""This file tells a web page's furniture (navigation, breadcrumbs, share bars, page feet) from what it says."""

from __future__ import annotations

import re

from briefing_app.domain.text import bare
from briefing_app.importing.readers.packages import Element

_TAGS = frozenset({"nav", "footer", "aside", "figcaption", "menu"})
# Names that Chinese government and newspaper sites give such elements, pinyin abbreviations included
# (dqwz 当前位置, mbx 面包屑, wzdh 网站导航, ewm 二维码, zrbj 责任编辑).
_NAMES = re.compile(
    r"bread|crumb|(^|[\W_])(nav|top|foot|bottom|tools?|info|source|share|print|prev|next|links?|btn|side|ad)([\W_]|$)"
    r"|nav(igat|bar|list|current|menu)|(main|sub|top|site|head)_?nav|menu|sidebar|footer|copyright|bdshare|jiathis"
    r"|share(bar|box|to|button)|toolbar|font_?size|pag(er|inat)|related|recommend|search|login|banner|friend"
    r"|qr_?code|ewm|erweima|weizhi|dqwz|mbx|wzdh|zrbj|(^|[\W_])(position|location)([\W_]|$)|pub_?(time|date|lish)"
    r"|(art|article|news|detail)[\W_]?(info|source|meta)"
)
# Names of what holds the article itself: they outweigh the others.
_ARTICLE = re.compile(r"title|headline|content|text|zoom|trs_|article(?![\W_]?(info|source|meta))|main(?![\W_]?nav)")
_LINES = re.compile(
    r"(发布(时间|日期|人|机构)|浏览(次数|量)?|点击(数|量|次数|率)?|阅读(次数|量|数)|访问量|字\s*[号体]|信息来源|文章来源"
    r"|责\s*编|责任编辑|网络编辑|分享到|分享至|当前位置|所在位置|您的位置|上一[篇条]|下一[篇条]|版权所有|技术支持|网站地图"
    r"|打印本页|关闭窗口|返回顶部|相关(链接|阅读|新闻)|扫一扫)\s*[：:\]】）)>|]"
    r"|^\W*(打印|关闭|收藏|返回顶部|打印本页|关闭窗口|分享|首页)\W*$|ICP备|公网安备|网站标识码|^首页\s*[>»›|-]"
)
_SENTENCE = re.compile(r"[。！？；]")
_LONGEST_LINE = 160
_LONGEST_BLOCK = 600
_MOST_SENTENCES = 1
_LINKED = 0.8  # the part of a block's characters that stand in links when the block is a list of links
_FEWEST_LINKS = 3


def is_furniture(element: Element) -> bool:
    """Whether an element, with all it holds, belongs to the site and not to the article."""
    names = _names(element)
    named = element.tag in _TAGS or bool(_NAMES.search(names) and not _ARTICLE.search(names))
    if not named and element.tag not in ("ul", "ol", "div", "p", "td", "table", "section", "header", "center", "dl"):
        return False
    text = bare("".join(element.itertext()))
    if not text or len(text) > _LONGEST_BLOCK or len(_SENTENCE.findall(text)) > _MOST_SENTENCES:
        return False
    if next(element.iter("h1"), None) is not None:
        return False
    return named or _is_a_list_of_links(element, text)


def is_furniture_line(line: str) -> bool:
    """Whether a line of its own is one of those that every site prints around its articles."""
    return len(line) <= _LONGEST_LINE and "。" not in line and bool(_LINES.search(line.strip()))


def _names(element: Element) -> str:
    said = f"{element.get('class', '')} {element.get('id', '')}"
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", said).lower()


def _is_a_list_of_links(element: Element, text: str) -> bool:
    links = [bare("".join(link.itertext())) for link in element.iter("a")]
    filled = [link for link in links if link]
    return len(filled) >= _FEWEST_LINKS and sum(map(len, filled)) >= _LINKED * len(text)
