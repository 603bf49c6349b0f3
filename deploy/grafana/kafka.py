"""*Kafka*: the cluster, its topics, and the consumer groups of the services."""

from deploy.grafana.board import Board, Panel, Query, Row, number

_RATE = "[$__rate_interval]"

KAFKA = Board(
    uid="newsloom-kafka",
    title="Newsloom · Kafka",
    meaning="The cluster as the observer sees it: brokers, partitions, records, and how far each consumer group is.",
    rows=(
        Row(
            "The cluster",
            (
                number(
                    "Reachable",
                    "1 when the cluster answered the observer's last look.",
                    "min(newsloom_cluster_reachable)",
                ),
                number("Brokers", "Brokers that the cluster shows.", "max(newsloom_brokers)"),
                number(
                    "Partitions online",
                    "With a leader and with every copy in sync.",
                    'sum(newsloom_topic_partitions{state="online"})',
                ),
                number(
                    "Under-replicated",
                    "With a copy that is not in sync: see deploy/runbooks/cluster.md.",
                    'sum(newsloom_topic_partitions{state="under_replicated"})',
                    alarm=1,
                ),
                number(
                    "Offline",
                    "Without a leader: nothing can be written there.",
                    'sum(newsloom_topic_partitions{state="offline"})',
                    alarm=1,
                ),
                number(
                    "Records a second",
                    "Written to all topics together.",
                    f"sum(rate(newsloom_topic_end_offset{_RATE}))",
                ),
            ),
        ),
        Row(
            "Topics",
            (
                Panel(
                    "Records written a second",
                    "By topic. Each result topic should follow the articles' topic.",
                    (Query(f"sum by (topic) (rate(newsloom_topic_end_offset{_RATE}))", "{{topic}}"),),
                    width=12,
                    height=9,
                ),
                Panel(
                    "Offsets kept",
                    "Between the oldest offset and the next; compaction leaves gaps, so there may be fewer records.",
                    (Query("sum by (topic) (newsloom_topic_end_offset - newsloom_topic_start_offset)", "{{topic}}"),),
                    width=12,
                    height=9,
                ),
            ),
        ),
        Row(
            "Consumer groups",
            (
                Panel(
                    "Lag",
                    "Articles between what the group has committed and the end.",
                    (Query("newsloom:group_lag:sum", "{{group}}"),),
                ),
                Panel(
                    "Members",
                    "Processes in the group; with none, nothing is done.",
                    (Query("newsloom_group_members", "{{group}}"),),
                ),
                Panel(
                    "Lag by partition",
                    "Uneven lag: one process has more to do than the others.",
                    (Query("newsloom_group_lag", "{{group}} {{partition}}"),),
                ),
                Panel(
                    "Unreadable records a second",
                    "On a result topic, and not what the contract says: something else writes there.",
                    (Query(f"sum by (topic) (rate(newsloom_news_unreadable_total{_RATE}))", "{{topic}}"),),
                ),
                Panel(
                    "Memory of the observer",
                    "Resident memory of its process.",
                    (Query('process_resident_memory_bytes{job="newsloom-observer"}', "observer"),),
                    "bytes",
                ),
            ),
        ),
    ),
)
