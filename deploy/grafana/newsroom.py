"""*Newsroom*: what is coming through, for those who read the news rather than the logs."""

from deploy.grafana.board import Board, Panel, Query, Row, number

_RATE = "[$__rate_interval]"
_QUOTES = "newsloom_news_quotes"


def _per_minute(expression: str) -> str:
    return f"60 * {expression}"


NEWSROOM = Board(
    uid="newsloom-newsroom",
    title="Newsloom · Newsroom",
    meaning="What is coming through: articles, what they are about, who is named in them, who is quoted.",
    rows=(
        Row(
            "Now",
            (
                number(
                    "Articles a minute",
                    "Articles that producers publish, corrections included.",
                    _per_minute(f"sum(rate(newsloom_news_articles_total{_RATE}))"),
                ),
                number(
                    "Articles, last hour",
                    "How many came in the last hour.",
                    "sum(increase(newsloom_news_articles_total[1h]))",
                ),
                number(
                    "Quotations a minute",
                    "Of all kinds: direct, mixed and indirect.",
                    _per_minute(f"sum(rate(newsloom_news_quotes_total{_RATE}))"),
                ),
                number(
                    "Quotations with a name",
                    "The share whose speaker has a name; others are of a “he” or “the minister” who was not found.",
                    f"sum(increase({_QUOTES}_attributed_total[1h])) / (sum(increase({_QUOTES}_total[1h])) > 0)",
                    unit="percentunit",
                ),
                number(
                    "Mentions a minute",
                    "Places in the texts where somebody or something is named.",
                    _per_minute(f"sum(rate(newsloom_news_mentions_total{_RATE}))"),
                ),
                number(
                    "From publishing to result",
                    "Half of the results of the last five minutes came within this time.",
                    "histogram_quantile(0.5, sum by (le) (rate(newsloom_publish_to_result_seconds_bucket[5m])))",
                    unit="s",
                    alarm=10,
                ),
            ),
        ),
        Row(
            "What it is about",
            (
                Panel(
                    "Topics",
                    "Results of the last hour, by top-level IPTC Media Topic; an article may have several.",
                    (Query("sort_desc(sum by (topic) (increase(newsloom_news_topics_total[1h])))", "{{topic}}"),),
                    kind="bars",
                    height=10,
                ),
                Panel(
                    "Topics a minute",
                    "How the mixture changes.",
                    (Query(_per_minute(f"sum by (topic) (rate(newsloom_news_topics_total{_RATE}))"), "{{topic}}"),),
                    kind="stacked",
                    width=16,
                    height=10,
                ),
            ),
        ),
        Row(
            "Who is named, and who speaks",
            (
                Panel(
                    "Most-named people",
                    "Articles of the last hour that name the person; each counts once, however often it was corrected.",
                    (Query("sort_desc(newsloom_news_person_articles)", "{{name}}"),),
                    kind="bars",
                    height=10,
                ),
                Panel(
                    "Mentions a minute",
                    "By the type of what is named: PERSON, ORG, LOC, and so on.",
                    (Query(_per_minute(f"sum by (type) (rate(newsloom_news_mentions_total{_RATE}))"), "{{type}}"),),
                    kind="stacked",
                    height=10,
                ),
                Panel(
                    "Quotations a minute",
                    "Direct: between quotation marks. Indirect: in the reporter's words. Mixed: both.",
                    (Query(_per_minute(f"sum by (kind) (rate(newsloom_news_quotes_total{_RATE}))"), "{{kind}}"),),
                    kind="stacked",
                    height=10,
                ),
            ),
        ),
    ),
)
