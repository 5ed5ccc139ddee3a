"""This file tells leaders from members: what chairs and officials say is narration, no contribution."""

from __future__ import annotations

import re

from briefing_app.importing.lexicon.speaking import LEADER_BODIES
from briefing_app.importing.naming.names import HAN
from briefing_app.importing.naming.people import Somebody

_LEADER = re.compile(
    rf"(?:{LEADER_BODIES})(?:党组)?(?:原|常务)?(?:第一)?(?:副)?(?:主席|书记|市长|省长|区长|县长|州长|秘书长|主任|总理|委员长|常委)|国家主席|总书记|国务院总理|国务委员|"
    r"(?:^|[，、\s])(?:常务)?副?(?:市长|省长|区长|县长|州长)(?:$|[，、\s])|中央政治局"
)
# Committees of the other parties and of the youth league have leaders who come to speak as members.
_OTHER_PARTIES = re.compile(
    rf"(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|共青团|团|妇联|侨联|工商联)[{HAN}]{{0,8}}?(?:中央|[省市区县州]委会?|委员会|总支|支部|基层委)"
)
_SUPREME = re.compile(r"总书记|国家主席|总理|毛泽东|邓小平")


def is_leader(people: tuple[Somebody, ...], described: str = "") -> bool:
    """Whether somebody speaks as a chair or a leader: a leading post and no membership printed beside it."""
    for person in people:
        posts = _OTHER_PARTIES.sub("", described or "、".join(str(a) for a in person.standing.affiliations))
        if _SUPREME.search(posts):
            return True
        members = [i for i in person.standing.identities if i not in {"院士", "常委"} and not i.endswith("政治局常委")]
        if _LEADER.search(posts) and not members and person.on_behalf_of is None:
            return True
    return False
