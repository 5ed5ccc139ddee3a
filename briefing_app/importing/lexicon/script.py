"""This file folds a text for matching: traditional characters and half-width marks become their usual forms."""

from __future__ import annotations

import re

# Only characters that occur in the importer's own words (posts, identities, verbs, surnames): a text is folded
# to be recognised, never to be changed. Pairs: traditional, simplified.
_PAIRS = (
    "議议員员長长會会協协黨党區区縣县國国務务書书記记專专業业團团學学陳陈張张劉刘黃黄楊杨趙赵吳吴孫孙馬马羅罗鄭郑謝谢許许鄧邓馮冯蕭萧葉叶呂吕蘇苏盧卢蔣蒋賈贾鍾钟譚谭陸陆範范龍龙萬万錢钱湯汤賴赖龔龚嚴严華华"
    "韋韦顧顾曉晓齊齐龐庞顏颜莊庄聶聂魯鲁關关嶽岳歐欧賀贺喬乔溫温衛卫應应須须當当認认為为說说談谈論论討讨調调詢询問问請请設设計计訪访證证護护讓让識识評评試试話话該该給给經经濟济級级組组織织總总結结統统維维"
    "綠绿線线綜综網网編编繼继續续資资質质貿贸財财責责費费貫贯購购賽赛發发產产動动勞劳勵励勢势優优創创劃划劑剂劇剧辦办廠厂廳厅廣广庫库歷历壓压廢废開开間间闊阔際际陽阳陰阴隊队階阶隨随險险雙双難难電电雲云靈灵"
    "項项順顺預预頭头題题類类顯显願愿風风飛飞養养餘余館馆駐驻驗验體体點点齡龄車车軍军軟软輕轻較较轉转輪轮輔辅輸输農农邊边進进過过達达運运還还這这遠远適适選选遞递鄉乡鄰邻醫医釋释鐵铁鋼钢錄录鍵键鎮镇鏈链環环"
    "現现瑪玛瓊琼畫画異异療疗盡尽監监盤盘確确礎础碼码禮礼種种穩稳窮穷競竞筆笔節节築筑簡简籌筹糧粮紀纪約约納纳純纯紙纸細细終终絕绝緊紧練练縮缩聯联聲声職职聽听脫脱腦脑膽胆舉举舊旧艱艰藝艺藥药蘭兰處处號号虧亏"
    "補补製制複复規规視视覺觉覽览觀观觸触訂订訊讯託托訓训誰谁諮咨謀谋講讲譯译變变豐丰貝贝負负貧贫貨货販贩貪贪貴贵買买貸贷賓宾賞赏賠赔賣卖賦赋趨趋跡迹踐践軌轨載载輝辉辭辞遺遗郵邮釐厘針针銀银銷销錯错鑒鉴門门"
    "閉闭闆板陣阵隱隐雜杂離离雖虽靜静韓韩頁页領领頻频額额飯饭驅驱驚惊髮发魚鱼鳳凤鳥鸟麗丽個个們们億亿價价儲储償偿僅仅傳传債债傷伤傾倾備备來来倫伦側侧偵侦僑侨兒儿兩两冊册凍冻則则剛刚勝胜勸劝匯汇單单卻却參参"
    "叢丛啟启喚唤圍围園园圖图場场報报塊块塵尘墊垫壯壮夥伙夾夹奪夺奮奋婦妇寧宁實实審审寫写寬宽將将尋寻對对導导屆届屬属層层島岛師师帳账帶带幣币幫帮幹干幾几廬庐強强彈弹後后從从徑径復复徵征徹彻恆恒恥耻惡恶愛爱"
    "態态慮虑慶庆憂忧憲宪懷怀戰战戲戏戶户拋抛挾挟採采掃扫換换揚扬損损搖摇搶抢撥拨擇择擊击據据擬拟擴扩擺摆擾扰攝摄敗败敵敌數数斷断於于時时晉晋晝昼暫暂東东條条極极構构樓楼標标樣样樹树橋桥機机檔档檢检權权歡欢"
    "歲岁殘残氣气決决沒没況况淚泪淨净測测減减渾浑湊凑準准溝沟滅灭滿满漁渔漲涨潔洁澤泽濃浓濱滨灣湾營营爐炉爭争爲为牆墙狀状獎奖獨独獲获獻献"
)
_MARKS = {
    ":": "：",
    "﹕": "：",
    "︰": "：",
    "(": "（",
    ")": "）",
    "﹙": "（",
    "﹚": "）",
    ";": "；",
    "?": "？",
    "!": "！",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "〝": "“",
    "〞": "”",
    "｡": "。",
    "､": "、",
    "•": "·",
    "‧": "·",
    "・": "·",
    "･": "·",
    "\u00a0": " ",
    "\t": " ",
    "\u3000": " ",
    "\u2002": " ",
    "\u2003": " ",
}
_WIDE = {chr(0xFF10 + n): str(n) for n in range(10)}  # full-width digits
_TABLE = str.maketrans({**dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)), **_MARKS, **_WIDE})

# A half-width comma is Chinese punctuation only beside Chinese text: 1,000 keeps its comma.
_COMMA = re.compile(r"(?<=[\u3400-\u9fff”）》]),|,(?=[\u3400-\u9fff“（《])")

_STOP = re.compile(r"(?<=[\u3400-\u9fff”）》])\.(?=[\s\u3400-\u9fff“（《]|$)")


_PAIRED = re.compile(r'"([^"\n]*)"')


def fold(text: str) -> str:
    """The text for matching: as long as `text`, character for character."""
    paired = _PAIRED.sub(r"“\1”", text) if '"' in text else text
    return _STOP.sub("。", _COMMA.sub("，", paired.translate(_TABLE)))
