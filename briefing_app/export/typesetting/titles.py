"""This file breaks titles: lines of like length that end where the sense does (GB/T 9704, 7.3.1)."""

from __future__ import annotations

import re

from briefing_app.export.typesetting.breaking import Line, break_lines, natural_width
from briefing_app.export.typesetting.characters import EM
from briefing_app.export.typesetting.measuring import Measured

# A line may well end after these, and had better not after or before those.
BEST_END = set("，；：。！？")
PARTED = set(" 　")  # whoever wrote the title parted it here
QUOTED = re.compile("“[^”]*”|《[^》]*》|（[^）]*）")
GOOD_END = set("、）》”—的与和及暨")
BAD_START = set("的之了等性化们会议区市省县部署年月日")
BAD_END = set("第在于对向从为把被让将新不")
GOOD_START = set("（《“第关推加促以打构建实")
MOST_LINES = 12
LONGEST_QUOTED = 14  # characters; longer quotations may be broken
BROKEN_WORD = 40.0  # what it costs to break inside a word, in squared ems of unevenness

# Words of official titles: without them a line could end in the middle of 委员会.
WORDS = re.compile(
    "第[〇零一二三四五六七八九十百0-9]+届(?:委员会)?|第[〇零一二三四五六七八九十百0-9]+次(?:会议|常委会)?|"
    "常务委员会|专门委员会|委员会|常委会|政治协商会议|协商会议|全体会议|专题会议|座谈会|研讨会|会议|大会|办公厅|办公室|人民政府|"
    "人民代表|代表大会|共产党|民主党派|工商联|无党派|研究院|研究所|研究中心|实验室|大学|学院|医院|集团|公司|有限|股份|"
    "人工智能|大模型|智能|机器人|互联网|物联网|大数据|数据|算力|算法|芯片|数字化|数字|信息化|信息|网络|平台|系统|技术|"
    "新质生产力|生产力|高质量|现代化|产业链|供应链|创新链|产业|企业|行业|制造业|服务业|服务|工业|农业|农村|乡村振兴|乡村|"
    "经济|社会|文化|教育|医疗|卫生|健康|养老|就业|交通|环境|生态|城市|社区|民生|旅游|金融|科技|科学|人才|队伍|资源|能源|"
    "发展|建设|创新|改革|开放|推进|推动|推广|促进|加快|加速|加强|加大|强化|深化|优化|完善|提升|提高|构建|打造|建立|健全|培育|"
    "培养|引进|支持|保障|扩大|融合|应用|赋能|示范|试点|标准|机制|体系|体制|制度|政策|规划|方案|措施|办法|意见|建议|对策|"
    "设施|停车|道路|公交|出行|品质|老城区|城区|街区|社会|治安|消防|应急|防灾|减灾|水利|林业|草原|海洋|港口|机场|铁路|公路|"
    "地铁|轨道|物流|仓储|消费|商圈|商业|品牌|质量|标准化|专业化|智慧|智造|制造|装备|材料|能力|水平|效能|效率|活力|动能|"
    "合力|潜力|竞争力|影响力|公信力|获得感|幸福感|安全感|共同富裕|协同|联动|统筹|衔接|下沉|延伸|覆盖|均衡|普惠|共享|共建|"
    "若干|几点|有关|相关|工作|问题|困难|挑战|机遇|形势|趋势|目标|路线图|责任|落实|督办|办理|答复|反馈|调研|考察|视察|"
    "思考|探索|实践|研究|分析|报告|发言|材料|汇编|摘编|情况|对照|台账|任务|分解|跟进|主要|观点|重点|专题|综合|协商|议政|"
    "监督|参政|提案|委员|代表|专家|院士|教授|主席|主任|书记|市长|省长|秘书长|部长|局长|处长|厅长|院长|校长|董事长|总经理|"
    "关于|以及|进一步|切实|着力|积极|有效|全面|全国|全省|全市|全球|国家|国际|中国|中华|人民|高地|赛道|竞逐|优势|特色|本土|"
    "场景|模式|路径|基地|园区|集聚|集群|龙头|生态圈|营商|市场|投资|招商|资金|财政|税收|知识产权|安全|治理|管理|法治|法律"
)


def balanced(found: Measured, room: float) -> list[Line]:
    """The lines of a title in as few lines as it needs, of like length, none longer than `room`."""
    count = len(found.text)
    fewest = break_lines(found, room, room, justify=False)
    if len(fewest) == 1 or len(fewest) > MOST_LINES:
        return fewest
    found.soften()
    places = [place for place in range(1, count) if found.breaks[place]] + [count]
    cuts = _best_cuts(found, places, room, len(fewest))
    if cuts is None:  # it only fits squeezed
        return fewest
    starts = [0, *cuts[:-1]]
    widths = [natural_width(found, start, end) for start, end in zip(starts, cuts, strict=True)]
    return [Line(start, end, width, width) for start, end, width in zip(starts, cuts, widths, strict=True)]


def _best_cuts(found: Measured, places: list[int], room: float, lines: int) -> list[int] | None:
    """Dynamic programme over the breaks: unevenness plus what each break costs in sense."""
    ideal = natural_width(found, 0, len(found.text)) / lines
    whole = _inside_words(found.text)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for number in range(lines):
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, cuts) in best.items():
            for end in places:
                if end <= start or (number == lines - 1) != (end == places[-1]):
                    continue
                width = natural_width(found, start, end)
                if width > room + 0.5:
                    break
                total = cost + ((width - ideal) / EM) ** 2 + _sense(found.text, end, whole)
                if end not in following or total < following[end][0]:
                    following[end] = (total, [*cuts, end])
        best = following
    return best[places[-1]][1] if places[-1] in best else None


def _inside_words(text: str) -> frozenset[int]:
    """Places inside the words we know, and inside what is quoted."""
    found = [*WORDS.finditer(text), *(match for match in QUOTED.finditer(text) if len(match[0]) <= LONGEST_QUOTED)]
    return frozenset(place for match in found for place in range(match.start() + 1, match.end()))


def _sense(text: str, end: int, whole: frozenset[int]) -> float:
    if end >= len(text):
        return 0.0
    cost = BROKEN_WORD if end in whole else 4.0
    if text[end - 1] in PARTED:
        cost -= 40.0
    elif text[end - 1] in BEST_END:
        cost -= 24.0
    elif text[end - 1] in GOOD_END:
        cost -= 4.0
    if text[end] in GOOD_START:
        cost -= 1.5
    if text[end] in BAD_START or text[end - 1] in BAD_END:
        cost += 6.0
    return cost
