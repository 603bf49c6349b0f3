"""From our boards to Grafana's, through its own library."""

from typing import TypeAlias

from grafana_foundation_sdk.builders import bargauge, common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import common as values
from grafana_foundation_sdk.models import dashboard as models

from deploy.grafana.board import COLUMNS, Board, Panel, Row

DATA_SOURCE = models.DataSourceRef(type_val="prometheus", uid="newsloom-prometheus")
_CALM, _RED = "green", "red"

PanelBuilder: TypeAlias = bargauge.Panel | stat.Panel | timeseries.Panel


def build(board: Board) -> str:
    """The dashboard as Grafana reads it: JSON, the same at each call."""
    builder = (
        dashboard.Dashboard(board.title)
        .uid(board.uid)
        .description(board.meaning)
        .tags(["newsloom"])
        .refresh("10s")
        .time("now-1h", "now")
        .timezone("browser")
        .tooltip(models.DashboardCursorSync.CROSSHAIR)
        .link(
            dashboard.DashboardLink("Newsloom")
            .type(models.DashboardLinkType.DASHBOARDS)
            .tags(["newsloom"])
            .keep_time(True)
        )
    )
    if board.by_service:
        builder = builder.with_variable(
            dashboard.QueryVariable("service")
            .label("Service")
            .datasource(DATA_SOURCE)
            .query("label_values(newsloom_assigned_partitions, service)")
            .refresh(models.VariableRefresh.ON_TIME_RANGE_CHANGED)
            .include_all(True)
            .all_value(".*")
            .multi(True)
        )
    for item, column, line in board.places():
        if isinstance(item, Row):
            place = models.GridPos(h=1, w=COLUMNS, x=column, y=line)
            builder = builder.with_row(dashboard.Row(item.title).grid_pos(place))
        else:
            place = models.GridPos(h=item.height, w=item.width, x=column, y=line)
            builder = builder.with_panel(_panel(item).grid_pos(place))
    return JSONEncoder(sort_keys=True, indent=2).encode(builder.build()) + "\n"


def _panel(panel: Panel) -> PanelBuilder:
    drawn: PanelBuilder
    if panel.kind == "number":
        drawn = stat.Panel().graph_mode(values.BigValueGraphMode.AREA).reduce_options(_last())
    elif panel.kind == "bars":
        drawn = (
            bargauge.Panel()
            .orientation(values.VizOrientation.HORIZONTAL)
            .display_mode(values.BarGaugeDisplayMode.BASIC)
            .reduce_options(_last())
            .decimals(0)
        )
    else:
        drawn = _course(panel)
    drawn = drawn.title(panel.title).description(panel.meaning).unit(panel.unit).datasource(DATA_SOURCE)
    drawn = drawn.min(0).thresholds(_thresholds(panel.alarm))
    if panel.most is not None:
        drawn = drawn.max(panel.most)
    for number, query in enumerate(panel.queries):
        asked = prometheus.Dataquery().expr(query.expression).legend_format(query.legend).ref_id(chr(ord("A") + number))
        drawn = drawn.with_target(asked.instant() if panel.kind == "bars" else asked.range())
    return drawn


def _course(panel: Panel) -> timeseries.Panel:
    drawn = (
        timeseries.Panel()
        .line_width(1)
        .fill_opacity(30 if panel.kind == "stacked" else 8)
        .show_points(values.VisibilityMode.NEVER)
        .legend(
            common.VizLegendOptions()
            .display_mode(values.LegendDisplayMode.LIST)
            .placement(values.LegendPlacement.BOTTOM)
            .show_legend(True)
        )
        .tooltip(common.VizTooltipOptions().mode(values.TooltipDisplayMode.MULTI).sort(values.SortOrder.DESCENDING))
    )
    if panel.kind == "stacked":
        drawn = drawn.stacking(common.StackingConfig().mode(values.StackingMode.NORMAL))
    if panel.alarm is not None:
        drawn = drawn.thresholds_style(common.GraphThresholdsStyleConfig().mode(values.GraphThresholdsStyleMode.DASHED))
    return drawn


def _last() -> common.ReduceDataOptions:
    return common.ReduceDataOptions().calcs(["lastNotNull"])


def _thresholds(alarm: float | None) -> dashboard.ThresholdsConfig:
    steps = [models.Threshold(value=None, color=_CALM)]
    if alarm is not None:
        steps.append(models.Threshold(value=alarm, color=_RED))
    return dashboard.ThresholdsConfig().mode(models.ThresholdsMode.ABSOLUTE).steps(steps)
