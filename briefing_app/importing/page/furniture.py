"""This file recognises what a page prints round a text: navigation, page numbers, editors, share bars, captions."""

from __future__ import annotations

import re

from briefing_app.importing.lexicon.pages import BUTTONS, FIELDS
from briefing_app.importing.naming.names import HAN, alternatives

_FIELD = re.compile(rf"^[（(【\[]?\s*(?:{alternatives(FIELDS)})\s*[：/](?!//).{{0,80}}$")
_SPREAD_LABEL = re.compile(rf"^[{HAN}](?:\s{{1,4}}[{HAN}]){{1,3}}(?=：)")  # 附 议 人：
_FIELD_WITHOUT_COLON = re.compile(r"^[（【]?(?:责任编辑|责编|本版编辑|本版责编|通讯员)\s*\S{2,12}[）】]?$")
# 本站讯  作者：…  发布时间：…
_LABEL = re.compile(rf"(?:^|\s)(?:{alternatives(FIELDS)}|作者)：")
_BEFORE_LABELS = re.compile(rf"^(?:[{HAN}]{{2,10}})?$")
_BUTTONS = re.compile(rf"^(?:[\s|｜/\\·>»›<【】\[\]（）：,，、-]|{alternatives(BUTTONS)})+$")
_BREADCRUMB = re.compile(
    r"^(?:您|你)?(?:的|现在的|当前的|所在的?)?(?:现在|当前|所在)?(?:的)?位置[：\s]|^(?:网站)?首页\s*[>»›/\-→|＞]|^[^。，；]{2,16}(?:\s*[>»›＞]\s*[^。；]{1,30}){1,6}$"
)
_PAGE_NUMBER = re.compile(
    r"^(?:NO|No|PART|Part|P)[.．]?\s*\d{1,2}$|^[\s—–―－\-·•~～]*(?:第\s*)?[\dⅠⅡⅢⅣⅤivx]{1,4}(?:\s*页)?(?:\s*[/，,]?\s*(?:共\s*)?\d{1,4}\s*页?)?[\s—–―－\-·•~～]*$"
)
_DATE = r"\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?"
_DAY = (
    rf"(?:{_DATE}|\d{{1,2}}月\d{{1,2}}日)\s*(?:星期[一二三四五六日天])?\s*(?:\d{{1,2}}[：:]\d{{2}}(?:[：:]\d{{2}})?)?"
)
_TIMESTAMP = re.compile(
    rf"^(?:时间[：:]\s*(?=\d{{4}}[-/])|(?:日期|发布于|发表于|创建时间)[：:]?\s*|[{HAN}]{{2,12}}\s+(?=\S+\s+\d{{1,2}}[：:]))?{_DAY}(?:\s*[|｜/]?\s*(?:来源|作者|浏览|阅读|编辑|字号|发布|稿源|记者|点击|发表于|第\s*[A-Z]?\d{{1,2}}\s*版|责编|美编|版面)\s*[：:]?.*)?$"
    rf"|^{_DATE}\s+\d{{1,2}}[：:]\d{{2}}(?:[：:]\d{{2}})?\s+[{HAN}]{{2,14}}(?:\s*【[^】]*】)*$"
    rf"|^(?:原创\s*)?[{HAN}\w\s]{{0,24}}\s{_DATE}\s+\d{{1,2}}[：:]\d{{2}}\s+发表于\s*[{HAN}]{{2,6}}$"
    rf"|^(?:星期[一二三四五六日天]|\d{{1,2}}[：:]\d{{2}}(?:[：:]\d{{2}})?)$"
)
_SOLID_RULE = re.compile(r"^[^\w\u3400-\u9fff]{1,200}$|^[①-⑳]$")
_SCAN = re.compile(
    r"^.{0,12}(?:扫码|扫一扫|扫描.{0,6}二维码|二维码|长按识别|长按.{0,4}关注|点击(?:查看|观看|阅读|进入|下载|链接|收听|图片)|点此).{0,20}$"
)
_RIGHTS = re.compile(
    r"^.{0,20}(?:版权所有|未经.{0,10}(?:授权|许可|同意)|All [Rr]ights|[Cc]opyright|©|ICP备|公网安备|免责声明|转载请注明|网站标识码).{0,80}$"
)
_RELATED = re.compile(
    r"^[【\[■●◆]?(?:相关(?:新闻|链接|阅读|报道|文章|稿件|推荐|附件)|延伸阅读|推荐阅读|热点推荐|热门(?:新闻|推荐|文章)|猜你喜欢|更多新闻|网友评论|友情链接|往期回顾|往期精彩)[】\]：]?.{0,30}$"
)
_ROUTING = re.compile(r"^(?:报|送|抄送|主送|呈报|分送|发|抄报)：.{2,80}$|^[（]?共?印\s*\d+\s*份[）]?$")
_SHARING = re.compile(r"^(?:分享让更多人看到|分享给.{0,10}|推荐给.{0,10}|.{0,6}为您播报.{0,6}|点击.{0,8}收听.*)$")
_PAGE_HEAD = re.compile(
    r"^(?=.{4,50}$)(?:《[^《》]{2,12}》\s*（.*\d{4}.*版）|[\u3400-\u9fff]{2,10}[报刊]\s*\d{4}.*版$|.*\d{4}\s*年.*星期[一二三四五六日天].*|[A-Z]?\d{1,3}\s*版.*|[A-Z]\d{1,3}[\s：].{2,40}|.*第\s*\d+\s*版|第\s*[A-Z]?\d{1,3}\s*版.*|.*\d{4}年第\d+期.*总第\d+期.*)$"
)
_TURN_OVER = re.compile(
    r"^[（(【]?\s*(?:紧接|上接|下转|转|续|接)\s*(?:第\s*)?[A-Z]?[\d一二三四五六七八]{1,3}\s*版[^。]{0,8}[）)】]?$"
)
_CAPTION = re.compile(
    rf"^[▲△▼◆◀▶←→↑↓]?\s*(?:图[为：①-⑳\d一二三四][^。]{{2,60}}[。]?|[^。；]{{0,40}}(?:现场|一角|合影|资料图|效果图|示意图)(?:。|图片?)?|[^。]{{0,60}}[。\s（/：](?:本报|本网|新华社|中新社|全媒体)?(?:首席)?(?:记者|通讯员)?\s*[{HAN}\s]{{2,9}}[/\s]?(?:摄影?|供图|制图|图)[）]?)$"
)
_CAPTION_MARK = re.compile(
    r"^[①-⑳、]+均?为[^。]{2,20}$|^[▲△▼◀▶][^。]{2,60}。?$|^[（(](?:图片|照片|图)[：/来由].{0,40}[）)]$|^.{0,12}(?:摄影|供图|制图)[：:/].{2,20}$|^.{0,24}本版(?:摄影|供图|图片)\s[\u3400-\u9fff\s]{2,9}$|^[\u3400-\u9fff]{2,14}(?:供图|/图)$|^.{0,14}(?:摄影报道|（资料图）|（资料图片）)$"
)

_PAPER = rf"(?:本报|本刊|本网|本台|[{HAN}]{{2,10}}(?:报|网|社|台|传媒|客户端|日报|晚报))"
BYLINE = re.compile(
    rf"^[（(□■◎]?\s*(?:{_PAPER}?(?:全媒体|融媒体|见习|实习|首席|特约|特派)*(?:记者|通讯员|撰稿|撰文|采写|实习生|融媒记者)(?=[\s/：丨|]|[{HAN}]{{2,4}}(?:[\s、，）]|$))"
    rf"|文/图|图/文)[^。；？！]{{1,40}}$"
    rf"|^[（(]?[{HAN}、\s]{{2,24}}(?:供稿|报送|整理|推荐)[）)]?$"
    rf"|^[^。；，：？！]{{2,40}}(?:记者|通讯员)\s*[{HAN}\s]{{2,20}}(?:报道|文/图|图/文)?$"
)


def is_furniture(line: str) -> bool:
    """Whether a whole (folded) line belongs to the page and not to the text."""
    line = re.sub(r"\s{2,}", "  ", line)
    if len(line) > 110:
        return False
    line = _SPREAD_LABEL.sub(lambda match: re.sub(r"\s", "", match[0]), line)
    return _is_of_fields(line) or any(
        pattern.search(line)
        for pattern in (
            _ROUTING,
            _SHARING,
            _FIELD,
            _FIELD_WITHOUT_COLON,
            _BUTTONS,
            _BREADCRUMB,
            _PAGE_NUMBER,
            _TIMESTAMP,
            _SOLID_RULE,
            _SCAN,
            _RIGHTS,
            _PAGE_HEAD,
            _TURN_OVER,
        )
    )


_IN_CONTENTS = re.compile(r"[\s.…·⋯]+\d{1,3}$")
_APPENDIX = re.compile(r"^附(?:件|录)?\s*[\d一二三四]?\s*[：\s]\s*[^。，；]{2,20}(?:名单|一览表?|目录|清单|明细表?)$")


def is_in_contents(line: str) -> bool:
    """Whether a line of a table of contents ends in the number of a page."""
    return bool(_IN_CONTENTS.search(line))


def opens_appendix(line: str) -> bool:
    """Whether from this line on a booklet only lists what stood before: 附：发言人名单."""
    return bool(_APPENDIX.match(line))


def _is_of_fields(line: str) -> bool:
    """Whether a line holds several fields and nothing else, perhaps behind the name of the site."""
    labels = list(_LABEL.finditer(line))
    return len(labels) > 1 and "。" not in line and bool(_BEFORE_LABELS.match(line[: labels[0].start()].strip()))


def is_page_number(line: str) -> bool:
    return bool(_PAGE_NUMBER.match(line))


def is_caption(line: str) -> bool:
    """Whether a line is the caption of a picture."""
    return len(line) <= 90 and bool(_CAPTION.match(line) or _CAPTION_MARK.match(line))


def opens_related(line: str) -> bool:
    """Whether from this line on a page only lists other pages."""
    return bool(_RELATED.match(line))


def is_breadcrumb(line: str) -> bool:
    return bool(_BREADCRUMB.search(line)) or line in {"首页", "网站首页"}


def is_column_name(line: str) -> bool:
    """The name of a newspaper's column over a title: 【议政厅】."""
    return bool(re.match(r"^[【\[〔][^【】]{2,12}[】\]〕]$", line))


def is_section(line: str) -> bool:
    """A bulleted name of a section between speeches: ■ 织密监测网."""
    return bool(
        re.match(
            r"^[■◆★▲◇□▍▌]\s*[^。；：，]{2,24}$|^第[一二三四五六七八九十]+(?:小?组|联组|板块)(?:（[^（）]*）)?$", line
        )
    )


def opens_box(line: str) -> bool:
    """The name of a box that explains something beside the speeches: □链接, ■名词解释."""
    return bool(
        re.match(
            r"^[【\[■●◆□▍◎]\s*(?:(?:新闻|背景|知识|资料|相关)?链接|名词解释|小贴士|小知识|新闻背景|背景资料|延伸阅读|数说)[】\]：]?$",
            line,
        )
    )


def is_byline(line: str) -> bool:
    if not BYLINE.match(line) or line.endswith("："):
        return False
    said = line.partition("：")[2]
    return len(said) <= 12  # 记者：…… with more after the colon is a question
