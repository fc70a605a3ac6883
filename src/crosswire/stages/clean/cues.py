"""Words that give page furniture away, and the reason each stands for.

A cue is a pattern over one line. Anchored cues name a line that is nothing but furniture ("Share",
"12 comments"); loose cues are wordings of pleas and notices, which count only in a line that
speaks to the reader or is too short to be a paragraph.
"""

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Cue:
    """A reason and the pattern that shows it."""

    reason: str
    pattern: re.Pattern[str]
    whole: bool
    """The pattern must cover the whole line."""
    needs: tuple[str, ...] = ()
    """Words in lower case without one of which a line cannot have it: looked for first."""

    def is_in(self, text: str, lower: str) -> bool:
        """Whether a line has it; ``lower`` is the line in lower case."""
        if self.whole:
            return bool(self.pattern.fullmatch(text))
        if self.needs and not any(word in lower for word in self.needs):
            return False
        return bool(self.pattern.search(text))


def _whole(reason: str, pattern: str) -> Cue:
    edges = rf"[\W_]*(?:{pattern})[\W_]*"
    return Cue(reason, re.compile(edges, re.I), whole=True)


def _loose(reason: str, pattern: str, needs: str = "") -> Cue:
    words = tuple(needs.split("|")) if needs else ()
    return Cue(reason, re.compile(pattern, re.I), whole=False, needs=words)


_SITES = (
    r"facebook|twitter|x|whatsapp|instagram|linkedin|reddit|telegram|messenger|pinterest|flipboard"
    r"|pocket|e-?mail|tiktok|youtube|threads|bluesky|mastodon|rss|snapchat|tumblr"
)
_OUR = r"(?:our|the|your|this|these|a|an|my)"

CUES: tuple[Cue, ...] = (
    _whole("comments", r"(?:view |show |read |see |hide |all )*(?:[\d,.]+k? )?(?:reader )?comments?(?: ?\(?[\d,.]*\)?)?"),
    _whole("comments", r"comments? (?:are|is|have been) (?:now )?(?:closed|off|disabled|turned off).*"),
    _whole("comments", r"(?:leave|post|add|write|submit) (?:a |your )?(?:comment|reply)s?.*"),
    _whole("comments", r"(?:be the first to comment|comment on this (?:story|article)).*"),
    _whole("comments", r"(?:reply|report|upvote|sort by|newest|oldest|most liked|load more comments)"),
    _loose("comments", r"\bjoin (?:our |the |in the )*(?:commenting|conversation|discussion|debate)", needs="join"),
    _loose("comments", r"\bjoin [\w-]+ conversations|\bfollow other [\w ]+ readers", needs="join|follow other"),
    _whole("share", r"(?:share|tweet|post|pin|print|copy|save|bookmark|like)(?: (?:it|this|social media|link|article|story|page|post|on|via|with|by|for|later|to|now|the|friends|and|options|full|save|an?)| (?:" + _SITES + r"))*"),
    _whole("share", r"(?:(?:" + _SITES + r"|share|tweet|copy link|link copied|print|copied|link|save|more)[\s,|/•·]*)+"),
    _whole("share", r"[\d,.]+ ?[km]?\+? ?(?:shares?|likes?|views?|retweets?)"),
    _whole("share", r"(?:more sharing options|sharing options|about sharing|close share panel|share page|share tools|listen to (?:this )?(?:article|story)|gift (?:this )?article|text size|font size|give this article)"),
    _whole("reading time", r"(?:reading time:? )?\d+ ?-?min(?:ute)?s?(?: read)?"),
    _loose("notifications", r"\bnotifications?\b.{0,60}\b(?:browser|preferences|settings|from|enabled?|turn(?:ed)?|allow|manage[d]?)\b", needs="notification"),
    _loose("notifications", r"\b(?:turn on|enable|allow|get|receive|manage) (?:\w+ ){0,4}(?:notifications?|alerts)\b", needs="notification|alert"),
    _loose("newsletter", r"\b(?:sign[ -]?up|subscribe|register|signing up|join)\b.{0,90}\b(?:newsletters?|inbox|briefing|bulletin|e-?mails?|alerts|mailing list|updates)\b", needs="sign|subscribe|register|join"),
    _loose("newsletter", r"\b(?:delivered|sent|straight|direct(?:ly)?) (?:\w+ ){0,5}to your (?:inbox|e-?mail|phone)\b|\bin your inbox\b", needs="to your|in your inbox"),
    _loose("newsletter", r"\b(?:enter|type) your e-?mail\b|\byour e-?mail address\b|\bour (?:\w+ ){0,3}newsletters?\b|\bnewsletters? sign[ -]?up\b", needs="your e|newsletter"),
    _whole("newsletter", r"(?:\w+ ){0,4}newsletters?"),
    _whole("newsletter", r"privacy notice: newsletters? .*"),
    _loose("registration", r"\b(?:thank you|thanks) for (?:registering|subscribing|signing up|joining|contacting us|your (?:registration|subscription))", needs="thank"),
    _loose("registration", r"\bplease refresh\b|\b(?:automatically )?logged in\b.{0,20}$|\bcreate (?:a |an |your )(?:\w+ )?account\b|\bregister (?:now|for free|here|to)\b|\balready (?:registered|a (?:member|subscriber)|have an account|subscribed)\b", needs="refresh|logged in|account|register|already"),
    _whole("sign-in", r"(?:(?:please )?(?:log|sign)[ -]?(?:in|out|up)|my account|your account|account|register|forgot(?:ten)? (?:your )?password)(?: (?:to|or|with|here|now|for|free)\b.{0,60})?"),
    _loose("subscription", r"\b(?:subscribe|subscription|subscribers?)\b.{0,50}\b(?:now|today|continue|unlimited|access|only|offer|trial|cancel|month|week|save|free|read)\b|\bto (?:continue|keep) reading\b|\bfree articles?\b|\bunlimited (?:\w+ )?access\b", needs="subscri|reading|free article|unlimited"),
    _loose("appeal", r"\b(?:support|fund|donate to|contribute to|help (?:us|keep|fund))\b.{0,60}\b(?:journalism|newsroom|reporting|work|us today|independent)\b|\bbecome a (?:\w+ )?(?:member|supporter|subscriber|patron)\b|\bmake a (?:contribution|donation|gift)\b", needs="journalism|newsroom|reporting|work|us today|independent|become a|make a"),
    _loose("cookies", r"\bcookies?\b.{0,80}\b(?:accept|policy|consent|settings|preferences|use|manage|agree|necessary|experience)|\b(?:use|uses|using|accept|reject|manage) (?:\w+ ){0,3}cookies\b", needs="cookie"),
    _loose("cookies", r"^\W*privacy notice\b|\b(?:privacy (?:policy|notice|settings|choices)|your consent|personal data)\b", needs="privacy|your consent|personal data"),
    _whole("related", r"(?:related(?: (?:topics?|articles?|stor(?:y|ies)|content|coverage|links?|news|reading|posts?|internet links|video|items?))?|read more(?: about.{0,60})?|more (?:on|from|about|in)\b.{0,60}|more (?:stories|news|coverage|top stories|headlines)|most (?:read|popular|viewed|watched|shared|recent)|recommended(?: (?:for you|reading|stories|articles))?|you (?:may|might) (?:also )?(?:like|be interested in)|trending(?: (?:now|stories|topics|news))?|see (?:also|more)|(?:also|next) (?:read|on|in this)(?: .{0,30})?|read (?:also|next|this next|now)|don['’]t miss|editor['’]?s['’]? (?:picks?|choice)|top stories|latest(?: (?:news|stories|headlines|articles))?|in other news|up next|explore(?: more)?(?: on .{0,40})?|what to read next|around the web|promoted stories|from our partners|topics?(?: (?:in|mentioned in) this article)?|tags?|filed under|popular(?: now)?|featured|more to explore|elsewhere on .{0,40}|key stories|must reads?|keep reading|next article|previous article|next story)"),
    _whole("related", r"(?:read (?:more|also|next)|related|see also|also read|more|watch|watch live|watch now|listen|in pictures|in case you missed it|recommended|analysis|explainer|opinion|video|don['’]t miss|further reading|background)\s*[:|»>].{3,180}"),
    _whole("link", r"(?:for |see )?(?:an? |the )?(?:\w+ )?(?:interactive )?(?:graphics?|infographics?)(?: ?[:–—-] ?| (?:on|of|showing|about|with) ).{3,160}?(?:\W(?:click|see|tap|visit|go to)(?: on)? (?:here|this link|the link|[\w.-]+/\S*|https?://\S+)|[:–—-] ?here|\Whttps?://\S+|\W[\w-]+\.[\w-]{2,6}/\S+)"),
    _whole("player", r"(?:not seeing|can['’]?t see|don['’]?t see|unable to see|trouble viewing) (?:the|this) \w+(?: \w+)?\W+(?:click|tap) here.{0,30}"),
    _whole("link", r"see (?:the |more )?(?:photos|pictures|gallery)\s*[:|»>].{3,180}"),
    _whole("player", r"\[/?(?:embed|video|audio|gallery|youtube|tweet|twitter)\b[^\[\]]{0,300}\](?:.{0,300}\[/\w+\])?"),
    _loose("related", r"^\W*(?:click|tap) here\b|^\W*(?:read more|see also|also read|related)\b[^.]{0,160}$"),
    _whole("advert", r"(?:advert(?:isement|ising)?s?|ads?|sponsored(?: (?:content|by.{0,60}|links?))?|promoted(?: (?:by.{0,60}|content))?|paid (?:post|content|for by.{0,60})|partner content|(?:story|article) continues (?:below|after)(?: (?:the |this )?(?:ad|advert|advertisement|video))?|continue reading (?:below|the main story)|story continued below|skip (?:past )?(?:ad|advert|advertisement)|ad feedback|scroll to continue.{0,40}|report (?:this )?ad|why am i seeing this.{0,20}|remove ads)"),
    _loose("legal", r"©|\(c\) ?(?:19|20)\d\d|\bcopyright\b.{0,30}\b(?:19|20)\d\d\b|\ball rights reserved\b|\bterms (?:of (?:use|service|sale)|(?:and|&) conditions)\b|\bmay not be (?:\w+,? ){0,4}(?:published|reproduced|redistributed|rewritten|used)\b|\bregistered (?:in england|office|trademark|charity)\b|\bnot responsible for (?:the )?(?:content|external)\b|\breprint permission\b|\blicensing (?:opportunities|details|this)\b|\bour standards:|\btrust principles\b", needs="©|(c)|copyright|all rights reserved|terms |may not be|registered|not responsible|reprint permission|licensing|our standards:|trust principles"),
    _loose("player", r"\bplayback is (?:not supported|unsupported)\b|\bvideo can ?not be played\b|\b(?:enable|requires?|turn on) javascript\b|\byour browser (?:does|is|doesn)\b|\bplay this (?:video|audio) you\b", needs="playback is|video can|javascript|your browser|play this"),
    _whole("player", r"(?:(?:now )?playing|play(?: (?:video|audio|again))?|pause|mute|unmute|loading|watch (?:live|now|the video|video|more)|listen(?: now| live)?|replay|(?:full ?screen)|volume(?: \d+%?)?|video|audio|live|next up|\d+ of \d+|slideshow ?\(?\d* ?(?:images?|photos?)?\)?|gallery|photos?|view gallery|expand|close|enlarge this image|toggle caption|hide caption|\d\d?:\d\d(?: ?/ ?\d\d?:\d\d)?)"),
    _whole("navigation", r"(?:skip to (?:main )?(?:content|navigation|footer)|home(?:page)?|menu|open menu|search|back to top|top|contact(?: us)?|about(?: us)?|help|faqs?|careers|jobs|advertise(?: with us)?|sitemap|site map|feedback|accessibility(?: help)?|print edition|e-?paper|sections?|more|all|back|next|previous|prev|show more|view more|load more|see all|view all|continue|submit|accept|ok|cancel|news|world|politics|sports?|business|opinions?|culture|lifestyle|travel|tech(?:nology)?|entertainment|science|health|weather|video|podcasts?|money|crosswords?|subscribe|donate|edition|breadcrumbs?|page \d+(?: of \d+)?)"),
    _whole("navigation", r"home(?: ?[>›»] ?[\w &'’-]{1,40}){1,6}"),
    _loose("contact", r"^\W*(?:follow|like|find|visit) (?:[\w.’'-]+ ){0,6}(?:on|at) (?:" + _SITES + r")\b|\bfollow us\b|\b(?:send|e-?mail|share|got|have) (?:us |your |a |any )*(?:tips?|stor(?:y|ies)|news tips?)\b.{0,40}(?:\?|@|to|at|us|team|in)", needs="follow|like|find|visit|tip|stor"),
    _loose("contact", r"\bget in touch\b|\bcontact (?:us|the (?:author|reporter|newsroom)|me)\b|\bwrite to \w+ \w+ at\b|\bplease include a (?:contact|phone)\b|\b[\w.]+@[\w-]+\.\w{2,}\b", needs="get in touch|contact |write to|please include a|@"),
    _loose("credits", r"^\W*\(?(?:with )?(?:additional )?(?:reporting|writing|editing|edited|compiled|written|graphics?|translat(?:ed|ion)|produced|photography) by\b|\bcontributed (?:to (?:this|the) (?:report|article|story|piece|post)\b|reporting\b(?: from\b|[.,]|$))|^[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,3},? (?:is|are) (?:an?|the) (?:[\w’'-]+ ){0,5}(?:reporter|correspondent|columnist|editor|writer|fellow|author|contributor|journalist|professor|producer)\b(?: (?:at|for|with|of|covering|based|who|in)\b|[.,@]| and\b|$)", needs=" by|contributed|reporter|correspondent|columnist|editor|writer|fellow|author|contributor|journalist|professor|producer"),
    _loose("credits", r"\b(?:is|are|was) solely responsible for (?:all|this|the) content\b|\b(?:coverage|journalism)\b.{0,60}\b(?:receives? (?:\w+ )?(?:support|funding)|(?:is|are) (?:supported|funded|made possible|underwritten))\b|\breceives? (?:support|funding) for\b.{0,60}\bcoverage\b", needs="solely responsible|coverage|journalism"),
    _loose("credits", r"^\W*(?:(?:this|the) (?:\w+ ){0,2}?(?:story|article|report|reporting|coverage|series|project|piece)|(?:reporting|support|funding) for this (?:story|article|report|series|project|piece)) (?:\w+ )?(?:was|is|were|has been|came|comes) (?:\w+ ){0,2}?(?:supported|funded|made possible|produced|provided|published|reported|co-published|underwritten)(?: \w+){0,3}? (?:by|with|through|from|in (?:partnership|collaboration|cooperation))\b"),
    _loose("contact", r"^\W*(?:subscribe to|follow|like) (?:[\w.’'-]+ ){1,6}on (?:" + _SITES + r")\b"),
    _whole("credits", r"with (?:\w+ )?(?:wires?|agenc(?:y|ies)|reuters|afp|ap|pa).{0,40}"),
    _loose("update note", r"^\W*(?:this (?:article|story|report|post|piece|page)|the (?:headline|article))\b.{0,60}\b(?:updated|corrected|amended|originally|more than|first published|breaking|developing|be updated|automatically|translated)\b"),
    _whole("timestamp", r"(?:(?:first |last |originally )?(?:published|posted|updated|modified|created|added)(?: (?:on|at))?)"),
    _whole("timestamp", r"(?:(?:published|posted|updated|modified)\W*)?(?:an?|\d+) ?(?:s|m|h|d|sec(?:ond)?s?|min(?:ute)?s?|hrs?|hours?|days?|weeks?|months?|years?)(?: ago)"),
    _whole("rule", r""),
)  # fmt: skip

_LONGEST_NOTICE = 60
"""Words; nothing longer is furniture by wording alone."""
_WHOLE = tuple(cue for cue in CUES if cue.whole)
_LONGEST_PLEA = 30
"""Words of a closed line that may ask something of the reader."""
_LONGEST_RIGHTS = 40
"""Words of a line that may tell whose a text is and who worked on it."""
_LONGEST_LINE = 2_000
"""Characters; a line of few words that is longer is no wording."""
_TO_READER = re.compile(
    r"\b(?:you|your|yours|please|we|our|us)\b"
    r"|^\W*(?:sign|subscribe|join|get|read|click|follow|download|stay|support|become|register|watch"
    r"|listen|see|share|send|tap|find|visit|enter|receive|try|start|catch|check|discover|add|help"
    r"|manage|accept|log|create|enjoy|buy|view|want|need|interested)\b",
    re.I,
)


def furniture(text: str, *, words: int, ends: bool) -> str | None:
    """The reason a line is furniture by its wording, or None.

    A long closed sentence that does not speak to the reader is never furniture by wording alone.
    """
    if words > _LONGEST_NOTICE or len(text) > _LONGEST_LINE:
        return None
    return _furniture(text, words, ends)


@lru_cache(maxsize=16384)
def _furniture(text: str, words: int, ends: bool) -> str | None:
    notice = words <= _LONGEST_PLEA or not ends
    spoken = notice and bool(_TO_READER.search(text))
    lower = text.lower()
    for cue in CUES if notice or words <= _LONGEST_RIGHTS else _WHOLE:
        if (cue.whole or _may_be_notice(cue, words, ends, spoken)) and cue.is_in(text, lower):
            return cue.reason
    return None


@lru_cache(maxsize=4096)
def topic(text: str) -> str | None:
    """The reason whose wording a line has, when it is known by other means to be furniture."""
    lower = text.lower()
    return next((cue.reason for cue in CUES if not cue.whole and cue.is_in(text, lower)), None)


_AFTER = frozenset({"credits", "contact", "legal", "newsletter", "update note", "registration"})


def end_matter(sentence: str) -> str | None:
    """The reason of what stands below articles: who helped, whom to follow, whose rights."""
    reason = furniture(sentence, words=len(sentence.split()), ends=sentence.endswith("."))
    return reason if reason in _AFTER else None


_IMPERSONAL = frozenset({"legal", "credits", "update note", "player"})


def _may_be_notice(cue: Cue, words: int, ends: bool, spoken: bool) -> bool:
    if cue.reason in _IMPERSONAL:
        return words <= _LONGEST_RIGHTS
    return spoken and (words <= _LONGEST_PLEA or not ends)
