"""Articles of our own writing."""

from schemas.article import Article


def article(body: str, headline: str = "", version: int = 1) -> Article:
    return Article(id="test-article", version=version, headline=headline, body=body)


FOOTBALL = article(
    "Midfielder Amara Okafor scored twice in the second half as the Harbour Town football club came from behind to win "
    "the cup final on penalties. The coach praised his players after the match. Okafor, who joined the club from the "
    "second division last season, said the trophy belonged to the fans in the stadium.",
    "Okafor lifts Harbour Town to first cup title",
)

ELECTION = article(
    "Voters in the northern province go to the polls on Sunday to elect a new parliament. The governing party has lost "
    "ground in opinion surveys, and the opposition leader, Marta Lindqvist, promised to form a coalition government. "
    "Lindqvist told supporters that the election would decide the future of the constitution.",
    "Northern province votes for a new parliament",
)

EARTHQUAKE = article(
    "A strong earthquake struck the coast before dawn, destroying hundreds of houses and killing at least forty. "
    "Rescue teams were searching for survivors under collapsed buildings, and a tsunami warning was issued.",
    "Earthquake kills dozens on the coast",
)

BANK = article(
    "The central bank raised its key interest rate by half a point to slow inflation. Shares fell and the currency "
    "rose after the announcement. Economists expect that lending will weaken and that companies will invest less. "
    "The central bank said that inflation would return to its target within two years.",
    "Central bank raises interest rate again",
)
