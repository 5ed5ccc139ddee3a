"""Every layout in which speeches are printed, each with an invented text of its own."""

from __future__ import annotations

import pytest

from briefing_app.importing.draft import Draft, SourceText
from briefing_app.importing.parser import parse


def read(text: str) -> Draft:
    return parse(SourceText("发言.txt", "0" * 64, "text_file", text))


def speakers(draft: Draft) -> list[str | None]:
    return [speech.speaker for speech in draft.speeches]


def proposals(draft: Draft) -> list[str]:
    return [proposal.text for speech in draft.speeches for proposal in speech.proposals]


def posts(draft: Draft, number: int = 0) -> list[tuple[str | None, str | None]]:
    return [(a.organisation, a.post) for a in draft.speeches[number].affiliations]


HEADERS = {
    "posts and a name before a colon": "市政协委员、青川市第一医院副院长林若溪：\n建议扩大家庭医生签约覆盖面。\n",
    "a blank before the name": "市政协委员、青川市第一医院副院长　林若溪：\n建议扩大家庭医生签约覆盖面。\n",
    "a half-width colon": "市政协委员、青川市第一医院副院长 林若溪:\n建议扩大家庭医生签约覆盖面。\n",
    "a spaced-out name": "市政协委员、青川市第一医院副院长　林 若 溪：\n建议扩大家庭医生签约覆盖面。\n",
    "brackets after the name": "林若溪（市政协委员、青川市第一医院副院长）：\n建议扩大家庭医生签约覆盖面。\n",
    "half-width brackets, run in": "林若溪(市政协委员、青川市第一医院副院长): 建议扩大家庭医生签约覆盖面。\n",
    "a bullet and no colon": "●市政协委员、青川市第一医院副院长　林若溪\n我市签约率不高。建议扩大家庭医生签约覆盖面，做实做细服务。\n",
    "the name first": "林若溪　市政协委员、青川市第一医院副院长\n我市签约率不高，群众意见集中。建议扩大家庭医生签约覆盖面。\n",
    "run in after blanks": "市政协委员、青川市第一医院副院长林若溪　我市签约率不高，群众意见集中。建议扩大家庭医生签约覆盖面。\n",
    "a field": "发言人：林若溪（市政协委员、青川市第一医院副院长）\n我市签约率不高。建议扩大家庭医生签约覆盖面。\n",
    "square brackets": "【林若溪　市政协委员、青川市第一医院副院长】\n我市签约率不高，群众意见集中。建议扩大家庭医生签约覆盖面。\n",
    "a signature with dashes": "我市签约率不高。建议扩大家庭医生签约覆盖面。\n——林若溪（市政协委员、青川市第一医院副院长）\n",
    "a signature in brackets": "我市签约率不高。建议扩大家庭医生签约覆盖面。\n（作者：林若溪，系市政协委员、青川市第一医院副院长）\n",
    "an attribution": "市政协委员、青川市第一医院副院长林若溪说，建议扩大家庭医生签约覆盖面。\n",
    "words before the attribution": "“签约率不高。”市政协委员、青川市第一医院副院长林若溪说，“建议扩大家庭医生签约覆盖面。”\n",
}


@pytest.mark.parametrize("text", HEADERS.values(), ids=HEADERS.keys())
def test_a_speaker_is_found_with_posts_identity_and_recommendation_in_every_form_of_header(text: str) -> None:
    draft = read(text)

    assert speakers(draft) == ["林若溪"]
    assert posts(draft) == [("青川市第一医院", "副院长")]
    assert draft.speeches[0].identities == ("市政协委员",)
    assert proposals(draft) == ["建议扩大家庭医生签约覆盖面"] or proposals(draft)[0].startswith("建议扩大家庭医生签约")


def test_a_post_without_an_organisation_belongs_to_the_one_before() -> None:
    draft = read("中国工程院院士，江州大学教授、博士生导师，智能感知实验室主任 何守一：\n建议加强基础研究。\n")

    assert posts(draft) == [
        ("中国工程院", "院士"),
        ("江州大学", "教授"),
        ("江州大学", "博士生导师"),
        ("智能感知实验室", "主任"),
    ]
    assert draft.speeches[0].identities == ("院士",)


def test_a_party_organ_belongs_to_the_organisation_and_a_party_group_to_the_post() -> None:
    draft = read("江州港务集团党委书记、董事长 白石：\n建议疏浚航道。\n市政协党组书记、主席 云天：\n建议加强协商。\n")

    assert posts(draft, 0) == [("江州港务集团党委", "书记"), ("江州港务集团", "董事长")]
    assert posts(draft, 1) == [("市政协", "党组书记"), ("市政协", "主席")]


def test_titles_stand_under_headers() -> None:
    draft = read(
        "市政协委员　江海洋：\n\n守护近海碧波\n\n近海养殖密度大。应划定禁养区。\n\n市政协委员　山小川：\n\n建好口袋公园\n\n要利用边角地建设公园。\n"
    )

    assert [speech.title for speech in draft.speeches] == ["守护近海碧波", "建好口袋公园"]


def test_titles_stand_over_names_in_booklets_of_wrapped_lines() -> None:
    draft = read(
        "关于加快新能源汽车产业链\n建设的思考与建议\n市政协委员、市工信局原副局长　唐 开 元\n（2024年1月）\n"
        "　　新能源汽车产业是我市重点培育的支柱产业，目前已经\n集聚整车及零部件企业六十余家，年产值突破两百亿元，但是\n"
        "与先进地区相比，还存在本地配套率偏低、核心零部件依赖外\n购等问题，亟待引起重视。\n— 5 —\n"
        "　　建议制定招商图谱，引进一批龙头企业和专精特新企业，\n补齐电池、电机、电控等关键环节。\n"
    )

    assert speakers(draft) == ["唐开元"]
    assert draft.speeches[0].title == "关于加快新能源汽车产业链 建设的思考与建议"
    assert len(draft.speeches[0].paragraphs) == 2
    assert posts(draft) == [("市工信局", "原副局长")]
    assert [part.text for part in draft.removed] == ["— 5 —"]


def test_a_speech_by_title_and_a_second_one_without_a_break() -> None:
    draft = read(
        "沈微委员的发言：让种子回到田间\n我市种质资源流失严重。应建设种质资源库。\n钟和平委员的发言：擦亮老字号\n建议设立老字号发展基金。\n"
    )

    assert [(s.speaker, s.title) for s in draft.speeches] == [("沈微", "让种子回到田间"), ("钟和平", "擦亮老字号")]


def test_people_under_a_title_in_a_row_share_a_speech() -> None:
    draft = read(
        "关于修缮古桥的建议\n\n市政协常委　市文物保护中心主任　石小桥\n市政协委员　市交通设计院工程师　江流\n\n古桥年久失修，桥面多处开裂，群众出行不便。为此，建议：\n一、开展安全鉴定。\n二、落实管护责任。\n"
    )

    assert [(s.speaker, s.co_speakers, s.title) for s in draft.speeches] == [
        ("石小桥", ("江流",), "关于修缮古桥的建议")
    ]
    assert proposals(draft) == ["开展安全鉴定", "落实管护责任"]


def test_a_report_gives_each_speaker_their_own_sentence() -> None:
    draft = read(
        "座谈会上，沈微常委代表民革市委会发言建议，建立科技成果转化容错机制；周道平委员认为，应当支持企业牵头攻关。"
        "努尔兰·艾力委员提出，要加快口岸建设。\n市政协主席陆国强主持会议。他强调，要把协商成果转化好。\n"
    )

    assert speakers(draft) == ["沈微", "周道平", "努尔兰·艾力"]
    assert draft.speeches[0].on_behalf_of == "民革市委会"
    assert proposals(draft) == ["建立科技成果转化容错机制", "应当支持企业牵头攻关", "要加快口岸建设"]
    assert [part.role and part.role.value for part in draft.front_matter] == ["narration"]


def test_a_person_quoted_in_several_places_speaks_once_and_pronouns_are_theirs() -> None:
    draft = read(
        "市政协委员、江北合作社理事长田大壮开门见山。他建议，出台扶持政策。\n\n市农科所所长苗青委员说，要完善特派员制度。\n\n田大壮认为，应统一品牌。\n"
    )

    assert speakers(draft) == ["田大壮", "苗青"]
    assert [p.text for p in draft.speeches[0].proposals] == ["出台扶持政策", "应统一品牌"]


def test_a_group_speaks_without_a_name_and_talk_without_recommendations_is_narration() -> None:
    draft = read("委员们认为，品牌是城市的名片。\n\n一些委员建议，要加强商标保护，健全维权援助机制。\n")

    assert speakers(draft) == [None]
    assert draft.speeches[0].label == "一些委员"
    assert proposals(draft) == ["要加强商标保护，健全维权援助机制"]


def test_in_a_dialogue_every_turn_is_a_speech_and_those_who_ask_recommend_nothing() -> None:
    draft = read(
        "记者：您认为应当怎样解决停车难？\n秦墨委员：建议开放机关车位，实行错时共享。\n记者：建议大家也可以绿色出行。\n秦墨委员：是的。还要规范路内停车。\n"
    )

    assert speakers(draft) == [None, "秦墨", None, "秦墨"]
    assert [s.label for s in draft.speeches] == ["记者", None, "记者", None]
    assert proposals(draft) == ["建议开放机关车位，实行错时共享", "要规范路内停车"]


def test_answers_belong_to_the_only_person_introduced() -> None:
    draft = read(
        "人物名片：林若溪，市政协委员，青川湿地研究所所长。\n问：您最想说什么？\n答：应当尽快划定湿地红线。\n问：还有吗？\n答：谢谢。\n"
    )

    assert speakers(draft) == [None, "林若溪", None, "林若溪"]
    assert proposals(draft) == ["应当尽快划定湿地红线"]


def test_traditional_characters_survive() -> None:
    draft = read("全國政協委員、香港中華商會會長陳凱欣表示，要培養更多懂外語的專業人才。\n")

    assert speakers(draft) == ["陳凱欣"]
    assert posts(draft) == [("香港中華商會", "會長")]
    assert draft.speeches[0].identities == ("全國政協委員",)
    assert proposals(draft) == ["要培養更多懂外語的專業人才"]


def test_markup_of_markdown_is_set_aside() -> None:
    draft = read("# 发言摘登\n\n## 周立群（县政协常委）\n\n**优化营商环境**\n\n办事环节多。建议推行一件事一次办。\n")

    assert [(s.speaker, s.title) for s in draft.speeches] == [("周立群", "优化营商环境")]
    assert {part.text.strip() for part in draft.removed} == {"#", "##", "**"}


def test_columns_cut_anywhere_are_joined_and_captions_taken_out() -> None:
    draft = read(
        "市政协委员　江海洋：\n\n守护近海碧波\n\n近海养殖密度大，尾水直排，湾区水质多年没有根本好转，渔民与游客的意见都比较集中，有关方面也多次呼\n\n"
        "吁整治。建议划定禁养区，推广循环水养\n\n殖，由市级财政给予设备补贴，并建立在线监测平台，对重点排口实行全天候监管，定期公布结\n\n"
        "果。同时，建议组建由渔民参加的护海队伍，对破坏岸线的行为及时劝阻上报，并从生态补偿资金中安排一定比例\n\n给予补助。\n\n江海洋\n\n扫码看视频\n"
    )

    assert len(draft.speeches[0].paragraphs) == 1
    assert [p.text[:9] for p in draft.speeches[0].proposals] == ["建议划定禁养区，推", "建议组建由渔民参加"]
    assert {(part.text, part.reason and part.reason.value) for part in draft.removed} == {
        ("江海洋", "caption"),
        ("扫码看视频", "page_furniture"),
    }


def test_navigation_editors_and_share_bars_of_a_site_are_removed() -> None:
    draft = read(
        "您现在的位置： 首页 > 政协新闻\n字号：[大 中 小] 打印\n区政协协商营商环境\n发布日期：2023-08-21　　来源：区政协办\n"
        "8月18日下午，区政协召开座谈会。\n杜若飞委员提出，建议设立企业服务专员。\n上一篇：没有了\n【打印】【关闭】\n（责任编辑：江小白）\n"
    )

    assert speakers(draft) == ["杜若飞"]
    assert len(draft.removed) == 6
    assert draft.meeting.date is not None
    assert draft.meeting.date.isoformat() == "2023-08-18"
    assert draft.meeting.date_text == "8月18日下午"


def test_a_text_that_fits_no_layout_is_kept_whole_and_asked_about() -> None:
    draft = read("今天天气很好。\n我们去了江边。\n")

    assert draft.speeches == ()
    assert "".join(part.text for part in draft.front_matter) == "今天天气很好。我们去了江边。"
    assert "no_speakers" in {doubt.code for doubt in draft.warnings}


def test_a_letter_in_reply_to_members_is_not_their_speech() -> None:
    draft = read("沈微、钟和平委员：\n你们提出的提案收悉。现答复如下：\n一、加快建设。\n二、加强管理。\n")

    assert draft.speeches == ()


def test_a_list_of_names_is_not_a_row_of_speeches() -> None:
    draft = read(
        "发言名单\n市政协委员 江海洋\n市政协委员 山小川\n市政协委员 田大壮\n市政协委员 白石头\n\n会议于上午九时开始，十一时结束，气氛热烈。\n"
    )

    assert draft.speeches == ()


def test_an_attribution_with_a_colon_is_no_header_and_a_report_goes_on_after_it() -> None:
    draft = read(
        "市政协常委、民建江州市委会主委米芾代表民建江州市委会建议：完善梯度培育体系。\n"
        "市政协委员、江州重工集团总工程师铁成钢说，要推行新型学徒制。\n市政协主席方正强调，要提高站位。\n"
    )

    assert speakers(draft) == ["米芾", "铁成钢"]
    assert draft.speeches[0].on_behalf_of == "民建江州市委会"
    assert draft.speeches[0].header == ""
    assert proposals(draft) == ["完善梯度培育体系", "要推行新型学徒制"]


def test_a_report_after_a_speech_under_a_header_is_taken_apart() -> None:
    draft = read("市政协委员江流：\n建议疏浚河道。\n\n市政协委员石小桥提出，要修缮古桥。\n")

    assert speakers(draft) == ["江流", "石小桥"]
    assert [len(speech.paragraphs) for speech in draft.speeches] == [1, 1]


def test_a_party_committee_speaks_without_a_name() -> None:
    draft = read(
        "民建江州市委会：\n培育耐心资本\n我市创投规模偏小。建议设立母基金。\n\n民盟市委会建议，要完善托育体系。\n"
    )

    assert [(s.speaker, s.label, s.on_behalf_of) for s in draft.speeches] == [
        (None, "民建江州市委会", "民建江州市委会"),
        (None, "民盟市委会", "民盟市委会"),
    ]


def test_a_paper_without_an_author_is_one_nameless_speech_under_its_title() -> None:
    draft = read("关于建设社区食堂的建议\n社区助餐需求旺盛。为此，建议：\n一、统筹选址布局。\n二、完善补贴机制。\n")

    assert [(s.speaker, s.title) for s in draft.speeches] == [(None, "关于建设社区食堂的建议")]
    assert proposals(draft) == ["统筹选址布局", "完善补贴机制"]
    assert "no_speakers" in {doubt.code for doubt in draft.warnings}


def test_leaders_instructions_and_thanks_are_narration() -> None:
    draft = read(
        "7月2日，市政协召开主席会议。市政协主席高远主持会议并讲话。\n\n高远强调，要加强学习，提高本领。\n\n会议要求，各专委会要抓好落实。\n"
    )

    assert draft.speeches == ()
    assert draft.meeting.date_text == "7月2日"


def test_names_in_brackets_behind_a_text_are_speakers_and_stay_in_the_paragraph() -> None:
    draft = read(
        "建立一袋一码制度，让垃圾找得到主人。（花想容委员）\n建议实行联单制。（市政协委员、江州大学教授石磊磊）\n"
    )

    assert speakers(draft) == ["花想容", "石磊磊"]
    assert draft.speeches[1].paragraphs[0].text.endswith("石磊磊）")
    assert posts(draft, 1) == [("江州大学", "教授")]


def test_a_title_on_the_headers_line_goes_on_over_the_next() -> None:
    draft = read("江流委员的发言：让河流\n回到市民身边\n\n　　河道淤积严重。建议疏浚河道，恢复岸线。\n")

    assert draft.speeches[0].title == "让河流 回到市民身边"


def test_a_place_name_that_looks_like_a_demand_demands_nothing() -> None:
    draft = read("江流委员的发言：用好侨资源\n\n　　宜山是侨乡，有侨胞11万人。建议建立侨商数据库。\n")

    assert proposals(draft) == ["建议建立侨商数据库"]


def test_words_behind_a_header_over_two_lines_are_taken_once_and_from_their_own_line() -> None:
    text = (
        "　　县政协委员 瞿小满：发展林下经济，让青山\n变金山。我县森林覆盖率达七成一，但林下经济产\n值仅占林业总产值的一成不到。要建立公用品牌。\n"
        "　　县工商联副主席、云泉县茗山茶业有限公司总\n经理 杭一叶：做强茶产业，关键在标准。当前我\n县茶企小而散，缺乏统一标准。希望出台地方标准。\n"
        "　　民进云泉县支部主委、县第一中学副校长 晏\n书声：办好县中，留住学子。近三年我县中考前百\n名学生外流率超过四成。一要改善教师待遇。\n"
    )
    draft = read(text)

    assert speakers(draft) == ["瞿小满", "杭一叶", "晏书声"]
    assert draft.speeches[1].paragraphs[0].text.startswith("做强茶产业，关键在标准。")
    spans = [span for speech in draft.speeches for part in speech.paragraphs for span in part.spans]
    spans += [span for speech in draft.speeches for span in speech.header_spans]
    seen = sorted(index for span in spans for index in range(span.start, span.end) if text[index].strip())
    assert seen == [index for index, character in enumerate(text) if character.strip()]


def test_straight_quotation_marks_part_words_as_curved_ones_do() -> None:
    curved = "市政协委员金大勇说，“山里的孩子要多走出去看看。”他建议，设立“微旅行”专项基金。\n"

    assert proposals(read(curved.replace("“", '"').replace("”", '"'))) == [
        text.replace("“", '"').replace("”", '"') for text in proposals(read(curved))
    ]


def test_posts_on_several_lines_under_a_name_and_a_number_before_a_title_are_no_words_of_the_speech() -> None:
    draft = read(
        "01 让书香飘进社区\n\n柳如烟\n市政协委员\n市图书馆副馆长\n\n建议在社区增设自助借书柜，并延长开放时间，方便上班族。\n\n"
        "02 把球场建到家门口\n\n石大海\n市政协委员\n市体育局处长\n\n应利用边角地建设小型球场，免费向青少年开放，并配备指导员。\n"
    )

    assert [(s.speaker, s.title) for s in draft.speeches] == [
        ("柳如烟", "让书香飘进社区"),
        ("石大海", "把球场建到家门口"),
    ]
    assert [len(s.paragraphs) for s in draft.speeches] == [1, 1]


def test_on_a_podium_only_words_that_say_so_recommend() -> None:
    words = "省政协委员、省中医院院长丁一鸣说，要把病人放在心上，完善预约制度。"

    assert proposals(read(f"省政协会议“委员通道”开启\n\n{words}\n")) == []
    assert proposals(read(f"省政协举行协商会\n\n{words}\n")) == ["要把病人放在心上，完善预约制度"]
