"""*Pipeline*: each service's rate, errors, latencies, lag and saturation."""

from deploy.grafana.board import Board, Panel, Query, Row, number

_OURS = '{service=~"$service"}'
_RATE = "[$__rate_interval]"


def _rate(name: str, by: str = "service") -> str:
    return f"sum by ({by}) (rate(newsloom_{name}{_OURS}{_RATE}))"


def _quantile(share: float, name: str) -> Query:
    inner = f"sum by (service, le) (rate(newsloom_{name}_bucket{_OURS}{_RATE}))"
    return Query(f"histogram_quantile({share}, {inner})", f"{{{{service}}}} p{share * 100:g}")


def _each(title: str, meaning: str, expression: str, legend: str = "{{service}}", *, unit: str = "short") -> Panel:
    return Panel(title, meaning, (Query(expression, legend),), unit)


PIPELINE = Board(
    uid="newsloom-pipeline",
    title="Newsloom · Pipeline",
    meaning="Per service: how much, how fast, how far behind, and what goes wrong.",
    by_service=True,
    rows=(
        Row(
            "At a glance",
            (
                number(
                    "Articles a second",
                    "Taken by all services together, redelivered ones included.",
                    f"sum(rate(newsloom_articles_total{_OURS}{_RATE}))",
                ),
                number(
                    "Waiting",
                    "Articles that are published and not finished, of all services.",
                    f"sum(newsloom_lag{_OURS})",
                ),
                number(
                    "Within the objective",
                    "The last hour's results that came within 10 s, of the worst service. The objective is 99 %.",
                    f"min(newsloom:articles_within_objective:ratio_rate1h{_OURS})",
                    unit="percentunit",
                ),
                number(
                    "Burn rate",
                    "How many times too fast the error budget is used up; 14.4 uses up a month's in two days.",
                    f"max((1 - newsloom:articles_within_objective:ratio_rate1h{_OURS}) / 0.01)",
                    alarm=1,
                ),
                number(
                    "Dead letters, last hour",
                    "What could not be processed; newsloom dead-letters list shows them.",
                    f"sum(increase(newsloom_dead_letters_total{_OURS}[1h]))",
                    alarm=1,
                ),
                number(
                    "Breakers open",
                    "Services that have stopped themselves: see deploy/runbooks/breaker-open.md.",
                    f"sum(newsloom_breaker_open{_OURS})",
                    alarm=1,
                ),
            ),
        ),
        Row(
            "Rate and errors",
            (
                Panel(
                    "Articles and results a second",
                    "Results follow articles; a gap between the two is work in flight, dead letters or retractions.",
                    (
                        Query(_rate("articles_total"), "{{service}} articles"),
                        Query(_rate("results_total"), "{{service}} results"),
                    ),
                ),
                _each(
                    "Words a second",
                    "The work that the language functions do, independent of how long the articles are.",
                    _rate("words_total"),
                ),
                Panel(
                    "Dead letters a second",
                    "By reason; each is kept byte for byte.",
                    (Query(_rate("dead_letters_total", "service, reason"), "{{service}} {{reason}}"),),
                ),
                _each(
                    "Share of dead letters",
                    "Of what was taken in fifteen minutes; above 1 % is an alert.",
                    f"newsloom:dead_letters:ratio_rate15m{_OURS}",
                    unit="percentunit",
                ),
                _each(
                    "Redeliveries a second",
                    "Taken once more after a rebalance; their results are the same, byte for byte.",
                    _rate("redeliveries_total"),
                ),
                _each(
                    "Retractions a second",
                    "Articles taken back, and their results with them.",
                    _rate("retractions_total"),
                ),
            ),
        ),
        Row(
            "Latency",
            (
                Panel(
                    "From publishing to result",
                    "Waiting in Kafka, in the window, the work, and the delivery.",
                    (_quantile(0.5, "publish_to_result_seconds"), _quantile(0.99, "publish_to_result_seconds")),
                    "s",
                    alarm=10,
                ),
                Panel(
                    "Processing",
                    "The language function alone.",
                    (
                        _quantile(0.5, "processing_seconds"),
                        _quantile(0.95, "processing_seconds"),
                        _quantile(0.99, "processing_seconds"),
                    ),
                    "s",
                ),
                Panel(
                    "Burn rate of the error budget",
                    "1 is what the objective allows. Alerts look at 1 h with 5 min, and at 6 h with 30 min.",
                    tuple(
                        Query(
                            f"(1 - newsloom:articles_within_objective:ratio_rate{window}{_OURS}) / 0.01",
                            f"{{{{service}}}} {window}",
                        )
                        for window in ("5m", "30m", "1h", "6h")
                    ),
                    alarm=14.4,
                ),
            ),
        ),
        Row(
            "Lag and progress",
            (
                _each(
                    "Waiting, by partition",
                    "Records of a partition that are not finished.",
                    f"sum by (service, partition) (newsloom_lag{_OURS})",
                    "{{service}} {{partition}}",
                ),
                _each(
                    "Since the last progress",
                    "How long ago an article was finished; it grows while there is nothing to do, too.",
                    f"time() - max by (service) (newsloom_last_progress_timestamp_seconds{_OURS} > 0)",
                    unit="s",
                ),
                _each(
                    "Age of what is not committed",
                    "How long finished work waits for its commit; above some seconds the coordinator does not answer.",
                    f"max by (service) (newsloom_commit_age_seconds{_OURS})",
                    unit="s",
                ),
                _each(
                    "Partitions assigned",
                    "How the partitions are shared out among the processes.",
                    f"newsloom_assigned_partitions{_OURS}",
                    "{{service}} {{instance}}",
                ),
                Panel(
                    "Rebalances",
                    "Partitions given and taken away in a minute: something joins or leaves the group.",
                    (
                        Query(
                            f"sum by (service) (increase(newsloom_assignments_total{_OURS}[1m]))", "{{service}} given"
                        ),
                        Query(
                            f"sum by (service) (increase(newsloom_revocations_total{_OURS}[1m]))", "{{service}} taken"
                        ),
                    ),
                ),
                _each(
                    "Late deliveries",
                    "Results that wait for the broker for longer than the time-out: see deploy/runbooks/cluster.md.",
                    f"sum by (service) (newsloom_late_deliveries{_OURS})",
                ),
            ),
        ),
        Row(
            "Saturation",
            (
                Panel(
                    "How full the window is",
                    "At 100 % nothing more is taken until something is finished: more processes help.",
                    (Query(f"max by (service) (newsloom_window_fill{_OURS})", "{{service}}"),),
                    "percentunit",
                    most=1,
                ),
                _each("In flight", "Articles taken and not finished.", f"sum by (service) (newsloom_in_flight{_OURS})"),
                _each(
                    "Bytes in flight",
                    "The same, in bytes.",
                    f"sum by (service) (newsloom_in_flight_bytes{_OURS})",
                    unit="bytes",
                ),
                _each(
                    "Workers replaced",
                    "Worker processes that died or took too long, in five minutes.",
                    f"sum by (service) (increase(newsloom_worker_restarts_total{_OURS}[5m]))",
                ),
                _each(
                    "Loading the model",
                    "Seconds that the last worker took.",
                    f"max by (service) (newsloom_model_load_seconds{_OURS})",
                    unit="s",
                ),
                _each(
                    "Memory of the service process",
                    "Without its workers; /metrics is of the process that reads and delivers.",
                    'process_resident_memory_bytes{job="newsloom"}',
                    "{{instance}}",
                    unit="bytes",
                ),
                _each(
                    "CPU of the service process",
                    "Cores; the workers' share is in processing time × rate.",
                    f'rate(process_cpu_seconds_total{{job="newsloom"}}{_RATE})',
                    "{{instance}}",
                ),
                _each(
                    "Cores at work on language",
                    "Processing seconds a second: how many workers are busy on average.",
                    _rate("processing_seconds_sum"),
                ),
            ),
        ),
    ),
)
