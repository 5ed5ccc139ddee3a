"""Layouts that a second author's articles showed, each beside one that looks like it and must not be read so."""

from __future__ import annotations

from briefing_app.domain.text import bare
from briefing_app.importing.draft import Draft, SourceText
from briefing_app.importing.parser import parse


def draft_of(text: str) -> Draft:
    return parse(SourceText("发言.txt", "0" * 64, "text_file", text))


def speakers(draft: Draft) -> list[str | None]:
    return [speech.speaker for speech in draft.speeches]


def test_whom_a_member_speaks_for_may_stand_before_the_name() -> None:
    draft = draft_of("座谈会侧记\n\n代表市总工会发言的车谷雨委员谈到，要推动平台企业依法规范用工。\n")
    (speech,) = draft.speeches
    assert (speech.speaker, speech.on_behalf_of) == ("车谷雨", "市总工会")


def test_what_deputies_say_is_no_speaking_on_behalf() -> None:
    draft = draft_of("座谈会侧记\n\n代表们发言的热情很高。车谷雨委员谈到，要推动平台企业依法规范用工。\n")
    (speech,) = draft.speeches
    assert (speech.speaker, speech.on_behalf_of) == ("车谷雨", None)


def test_a_written_speech_recommends_like_a_spoken_one() -> None:
    text = "大会发言综述\n\n石小川常委认为，要发展牧业；江山雨常委的书面发言建议，鼓励毕业生到基层就业。\n"
    assert speakers(draft_of(text)) == ["石小川", "江山雨"]


def test_several_authors_stand_behind_their_body() -> None:
    text = (
        "盘活闲置农房　增加农民收入\n岩山乡政协联络组　蓝月　韦千钧　盘旺\n\n"
        "全乡有闲置农房八百余座，既占土地，又碍村容。建议开展普查，逐户登记造册。\n"
    )
    (speech,) = draft_of(text).speeches
    assert (speech.speaker, speech.co_speakers) == ("蓝月", ("韦千钧", "盘旺"))


def test_a_list_of_places_behind_a_body_is_no_list_of_authors() -> None:
    text = "盘活闲置农房\n市政协联络处　城东　河西\n\n全市有闲置农房八百余座，既占土地，又碍村容。\n"
    assert not draft_of(text).speeches or draft_of(text).speeches[0].speaker is None


def test_a_box_beside_the_speeches_is_nobodys() -> None:
    text = (
        "市政协委员　林若溪：\n\n建议建立排污口档案，公开整治进度，接受群众监督。\n\n"
        "□链接\n\n蓝碳：指利用海洋活动及海洋生物吸收二氧化碳，并将其固定、储存在海洋中的过程。\n"
    )
    draft = draft_of(text)
    (speech,) = draft.speeches
    assert [paragraph.text for paragraph in speech.paragraphs] == ["建议建立排污口档案，公开整治进度，接受群众监督。"]
    assert any("蓝碳" in part.text for part in draft.front_matter)


def test_a_trade_before_a_post_belongs_to_it() -> None:
    (speech,) = draft_of("临港船厂电焊工组长　门海生：\n\n建议提高技术工人待遇，推行技能等级工资。\n").speeches
    assert [(held.organisation, held.post) for held in speech.affiliations] == [("临港船厂", "电焊工组长")]


def test_a_header_counts_over_a_column_that_is_narrow() -> None:
    text = (
        "市政协委员、市总工会副主席\n粟　裕民\n织密灵活就业人员\n“权益防护网”\n据统计，全市灵活就业人员\n"
        "已超过四十万人，占城镇就\n业人员的四分之一，他们风\n里来雨里去，常常面临受伤\n没人管、老了没保障的困境\n"
        "。建议取消户籍限制，允许\n按季度灵活缴纳养老保险费\n。\n"
    )
    (speech,) = draft_of(text).speeches
    assert (speech.speaker, bare(speech.title or "")) == ("粟裕民", "织密灵活就业人员“权益防护网”")


def test_who_is_introduced_by_post_speaks_from_that_paragraph_on() -> None:
    text = (
        "就医难怎么办\n\n来自基层的市政协委员慕容雪同样关注这一话题。她所在的街道有独居老人一千多名。\n\n"
        "“应当加大家庭医生签约服务经费投入。”慕容雪说。\n"
    )
    (speech,) = draft_of(text).speeches
    assert len(speech.paragraphs) == 2


def test_a_scene_with_a_known_name_stays_narration() -> None:
    text = "山路上的村医\n\n清晨六点，石开花已经背着药箱走在山路上。\n\n“应当加大村医培训投入。”市政协委员石开花说。\n"
    (speech,) = draft_of(text).speeches
    assert len(speech.paragraphs) == 1


def test_a_paragraph_that_quotes_a_group_before_a_person_is_no_introduction() -> None:
    text = "协商会侧记\n\n她们的心声很朴素。\n\n委员们发言踊跃。\n\n“应当加大投入。”市政协委员石开花说。\n"
    assert speakers(draft_of(text)) == ["石开花"]


def test_a_headline_that_names_a_meeting_is_no_speech_of_it() -> None:
    text = "两会特别报道｜政协大会发言：凝心聚力谋发展\n\n石小川委员认为，要发展牧业，延长产业链条。\n"
    assert speakers(draft_of(text)) == ["石小川"]


def test_who_speaks_for_a_committee_may_stand_in_brackets_below_it() -> None:
    text = "激活“银发力量”\n\n致公党岩山市委会\n\n（发言人：鹿　鸣）\n\n全市已步入老龄化社会。建议编制规划，明确空间布局。\n"
    (speech,) = draft_of(text).speeches
    assert (speech.speaker, speech.on_behalf_of, speech.title) == ("鹿鸣", "致公党岩山市委会", "激活“银发力量”")


def test_a_rare_name_follows_a_post_before_what_a_member_tells() -> None:
    text = "委员通道开启\n\n全国政协委员、国家天文台研究员终军回顾了建台的历程。他说，望远镜已面向全球开放。\n"
    (speech,) = draft_of(text).speeches
    assert (speech.speaker, speech.affiliations[0].organisation) == ("终军", "国家天文台")


def test_headlines_and_manners_are_no_names() -> None:
    text = (
        "市人大代表 政协委员热议：民宿乱象该管了\n\n石小川委员认为，要实行备案管理。\n\n"
        "区住建局负责人当场表示，将认真吸收大家的意见。\n"
    )
    assert speakers(draft_of(text)) == ["石小川"]


def test_members_with_dotted_names_speak_together() -> None:
    text = "大会发言\n\n殳明德委员、拜合提亚尔·艾山委员在联合发言中呼吁，加快文化遗产数字化保护。\n"
    (speech,) = draft_of(text).speeches
    assert (speech.speaker, speech.co_speakers) == ("殳明德", ("拜合提亚尔·艾山",))


def test_a_dotted_name_is_read_as_far_as_the_text_gives_it_elsewhere() -> None:
    text = (
        "给单车套上缰绳\n\n“天天看，天天愁。”说起家门口的乱象，省政协委员尤里·阿不都拉直摇头。\n\n"
        "省政协委员尤里·阿不都拉告诉记者，他走访了37个地铁口。他建议，由市交通委制定投放标准。\n"
    )
    assert speakers(draft_of(text)) == ["尤里·阿不都拉"]


def test_a_committee_and_a_member_on_lines_in_a_row_share_a_speech() -> None:
    text = (
        "关于破解快递进村难题的建议\n\n市政协农业和农村委员会\n市政协委员　市邮政管理局副局长　覃　朗\n\n"
        "全市仍有三成村未通快递。建议整合站点，实现多站合一。\n"
    )
    (speech,) = draft_of(text).speeches
    assert (speech.speaker, speech.on_behalf_of) == ("覃朗", "市政协农业和农村委员会")


def test_a_party_recommends_in_writing() -> None:
    text = "常委会侧记\n\n石小川委员认为，要发展牧业。\n\n民革岩山市委会在书面发言中建议，健全涉企案件绿色通道。\n"
    assert [(s.speaker, s.on_behalf_of) for s in draft_of(text).speeches] == [
        ("石小川", None),
        (None, "民革岩山市委会"),
    ]


def test_the_day_of_a_post_dates_the_meeting() -> None:
    text = "聚焦民营经济\n原创 岩山政协 2023-08-30 18:02 发表于青泽\n\n8月29日，市政协召开座谈会。石小川委员认为，要发展牧业。\n"
    assert str(draft_of(text).meeting.date) == "2023-08-29"


def test_blanks_sprinkled_over_a_line_are_no_part_of_its_words() -> None:
    text = (
        "河长制协商会\n\n荀 彧委员指出， 要建立巡河轨迹抽查制度， 让河长“ 动起来”。卓 尔委员建 议，"
        " 对排污口实行“户籍” 管理，逐一编号立牌，定期公布结果，接受市民监督。\n"
    )
    draft = draft_of(text)
    assert speakers(draft) == ["荀彧", "卓尔"]
    assert draft.speeches[0].proposals[0].text == "要建立巡河轨迹抽查制度，让河长“动起来”"


def test_blanks_that_part_a_header_from_its_words_stay() -> None:
    text = "市政协委员 林若溪 建议建立排污口档案，公开整治进度，接受群众监督，并把结果纳入年度考核，逐年通报。\n"
    (speech,) = draft_of(text).speeches
    assert (speech.speaker, speech.header.strip()) == ("林若溪", "市政协委员 林若溪")


def test_what_a_report_says_of_a_leader_is_no_speech() -> None:
    text = "河长制协商会\n\n石小川委员认为，要建立巡河制度。\n\n市政协副主席 薄 熙 主持会议并讲话，他强调要抓好落实。\n"
    assert speakers(draft_of(text)) == ["石小川"]


def test_a_name_behind_a_description_without_a_post_is_found_and_a_group_is_no_name() -> None:
    text = (
        "大会发言\n\n石小川常委建议，设立戏曲基金；统战部推荐的代表人士、自由音乐人高山委员建议，打造露天音乐季。\n\n"
        "会上还有许多老委员认为，要加快立法。\n"
    )
    assert [name for name in speakers(draft_of(text)) if name] == ["石小川", "高山"]
