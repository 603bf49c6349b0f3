"""English words that keyphrases treat apart: stop words, titles, and words inside names.

Stop words also tell English from other languages (`services.topics.lead`), whose limit was measured with this list.
"""

from typing import Final

_FUNCTION_WORDS: Final = """
a about above across after again against ago all almost along already also although always am amid among an and
another any anybody anyone anything are aren't around as at away back be became because become becomes been before
began behind being below beside between beyond both but by came can can't cannot come comes coming could couldn't
despite did didn't do does doesn't doing don't done down during each either else enough etc even ever every
everybody everyone everything except far few fewer for from further gave get gets getting give given gives giving
go goes going gone got had hadn't has hasn't have haven't having he he'd he'll he's hence her here hers herself him
himself his how however i i'd i'll i'm i've if in indeed inside instead into is isn't it it'd it'll it's its itself
just keep kept knew know known knows less let let's like likely made make makes making many may maybe me meanwhile
might mine more moreover most much must my myself near nearly neither never nevertheless no nobody none nor not
nothing now nowhere of off often on once one ones only onto or other others otherwise our ours ourselves out
outside over own per perhaps put puts quite rather really same saw see seem seemed seems seen several shall she
she'd she'll she's should shouldn't since so some somebody someone something sometimes somewhat soon still such
take taken takes taking than that that's the their theirs them themselves then there there's therefore these they
they'd they'll they're they've this those though through throughout thus till to together too took toward towards
under unless until up upon us used using usually very via want wants was wasn't way we we'd we'll we're we've well
went were weren't what what's whatever when where whereas whether which while who who's whoever whole whom whose
why will with within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself
yourselves
"""

_NEWS_WORDS: Final = """
according add added adding adds admitted alleged allegedly announced announcing answered argued argues asked asking
asserted believe believed believes called calling calls cited claimed claiming claims commented confirmed declared
denied described earlier estimated expect expected expects explained explaining explains feel feels felt found
hailed hope hoped hopes include included includes including insisted insists later look looked looking looks mean
means mentioned need needed needs noted noting pointed quoted recalled referring remarked replied reply reported
reportedly reporting responded revealed reveals said saying says show showed showing shown shows speaking spoke
start started stated stating suggest suggested suggests talked tell telling tells thanked think thinks thought
told tried tries try trying urged use uses warned warning warns went work worked wrote

afternoon afternoons day days evening hour hours midnight minute minutes moment month months morning night noon
second seconds time times today tomorrow tonight week weekend weeks year years yesterday
monday tuesday wednesday thursday friday saturday sunday
january february march april june july august september october november december
jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun am pm gmt

zero two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands
million millions billion billions trillion first third fourth fifth last next past previous recent recently current
currently former latest half least lot lots number numbers part parts percent per cent number thing things kind
sort bit case cases example point points people man men woman women

able available bad best better big bigger biggest certain clear close different early easy entire final fine full
general good great hard high higher highest huge important large larger largest late long longer low lower main
major mere new newest nice old older open particular possible ready real right several short similar simple single
small smaller special strong sure total true various wide wrong young
mr mrs ms miss sir dr
official officials spokesman spokesperson spokeswoman statement interview reporter reporters journalist journalists
"""

STOP_WORDS: Final = frozenset((*_FUNCTION_WORDS.split(), *_NEWS_WORDS.split()))
"""Function words, and what all news is full of: reporting verbs, dates, numbers, colourless nouns and adjectives."""

IN_NAMES: Final = frozenset(
    {"bad", "big", "first", "general", "good", "great", "high", "last", "long", "may", "new", "old", "real", "special"}
    | {"third", "time", "times", "today", "week", "young", "sun", "second", "best", "small", "strong"}
)
"""Of the stop words those that a name may have, with a capital inside a sentence: "New York", "Theresa May"."""

TITLES: Final = frozenset(
    {"president", "premier", "minister", "secretary", "senator", "governor", "mayor", "king", "queen", "prince"}
    | {"princess", "pope", "bishop", "judge", "justice", "general", "colonel", "captain", "professor", "chairman"}
)
"""Words before a name that are not part of it."""

CONNECTORS: Final = frozenset(
    {"of", "de", "al", "el", "la", "bin", "bint", "ibn", "van", "der", "von", "del", "dos", "du"}
)
"""Words that stand inside a name: the "of" of "Bank of England"."""

UNITS: Final = frozenset({"Rs", "mm", "cm", "km", "kg", "kmph", "mph", "pc", "pct"})
"""What stands beside a number and says nothing alone."""

_GERMAN: Final = "auf ein eine gegen ist nicht und vom wird wurde zum zur"
_FRENCH: Final = "au aux dans du est et le les pour qui sur un une"
_SPANISH: Final = "el las los para por su una y"
_ITALIAN: Final = "che contro della di gli il nel nella"
_DUTCH: Final = "een het niet ook tegen voor zijn"

FOREIGN_WORDS: Final = frozenset(f"{_GERMAN} {_FRENCH} {_SPANISH} {_ITALIAN} {_DUTCH}".split())
"""Words of other languages that English does not have in lower case but within names."""
