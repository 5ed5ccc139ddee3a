"""This file holds how reports say who speaks: verbs, pronouns, groups, and those whose words are no proposals."""

from __future__ import annotations

from briefing_app.importing.lexicon.words import words

# Verbs that introduce somebody's words.
SPEAKING = words(
    "提出 认为 表示 指出 说 谈到 谈及 谈道 呼吁 介绍 介绍说 强调 希望 坦言 直言 提议 主张 "
    "提到 说道 告诉记者 回应 回应称 回答 分析 分析说 补充 补充说 称 倡议 提醒 期待 期盼 感慨 解释 "
    "解释说 透露 讲到 讲道 答复 答复说 追问 追问道 反问 反问道 回复 回复说 坦承 直陈 讲述 补充道 "
    "强调道 解释道 介绍道 感叹 感叹道 告诉大家 告诉笔者 举例说 回答说 表态 发现 关注到 注意到 提出建议 "
    "发言建议 发言提出 发言认为 发言指出 发言表示 发言说 建言 支招 进言 反映 总结 总结说 答道 问道 "
    "写道 算了一笔账 打了个比方 倡导 点赞 看到 感到 深有感触地说 "
)

# Verbs after which the words are a recommendation, so that a plain verb phrase is one.
RECOMMENDING = words("建议 提出 呼吁 提议 主张 希望 倡议 发言建议 发言提出 提出建议 期待 期盼 建言 支招 进言 倡导 ")

# What may stand between a name and the verb.
ADVERBS = words(
    "则 还 也 又 就此 对此 为此 再次 一致 分别 随后 接着 同时 特别 郑重 着重 重点 同样 继续 "
    "进一步 明确 积极 都 均 便 更 亦 随即 进而 现场 当场 当即 即席 逐一 一一 主动 坦诚 坦率 诚恳 率直 爽快 "
)

# Groups that speak with one voice; the match is the label of the speech.
COLLECTIVE = (
    r"[\u4e00-\u9fff]{2,8}界别?的?委员(?:们)?|大家(?:普遍|一致|纷纷)?|(?:专题)?(?:视察|调研|考察|督导|监督|联合调研)(?:团|组|小组)|课题组|专题组|(?:与会|参会|到会|参加座谈的?|列席|在场|各位|部分|一些|不少|许多|很多|多位|多名|几位|众多|广大|全体|其他|还有的?|也有的?|"
    r"有|有的|有些|一位|一名|该|两位|三位|[\d一二三四五六七八九十]+[位名])*(?:市|省|区|县|全国)?(?:政协)?(?:常委|委员|代表|专家|学者|专家学者|企业家|同志|人员|人士|嘉宾|议员)"
    r"(?:、(?:常委|委员|代表|专家|学者|专家学者|企业家|列席人员|特邀代表|人士))*(?:[和与及](?:专家学者|专家代表|专家|[\u4e00-\u9fff]{2,8}?))?(?:们)?"
)

# Bodies and meetings that "speak" in reports: narration, never speeches.
INSTITUTIONS = (
    r"(?:会议|全会|大会|座谈会|协商会|本次会议|会上|报告|意见|决定|通知|文件|方案|规划|纲要|通报|"
    r"[\u4e00-\u9fff]{0,8}(?:党组|常委会|主席会议|中央|国务院|市委|省委|政府)|[\u4e00-\u9fff]{0,8}(?:书记|市长|省长|县长|区长|局长|负责人|负责同志)(?:当场)?)"
)

# Speakers that a text names by their part only. Recommendations are never theirs.
ROLES = words("记者 主持人 问 答 网友 提问 观众 编者 旁白 嘉宾 学生 居民 群众 ")

# Those whose words are instructions or quotations, not contributions (see ANNOTATION rules on chairs).
LEADER_BODIES = (
    r"(?:中共|中国共产党)?(?:中央|全国|[\u4e00-\u9fff]{0,8}(?:省|市|区|县|州|盟|旗|自治区|自治州)?)?"
    r"(?:政协|市委|省委|区委|县委|州委|自治区党委|人民政府|政府|人大常委会|人大|政治局|国务院|中央)(?:机关)?"
)
