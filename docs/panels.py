"""Draws one panel of a dashboard as SVG: a course of lines, a stack of areas, bars, or a large figure."""

import math
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement, tostring

from deploy.grafana.board import Panel

Point: TypeAlias = tuple[float, float]

_COLOURS = (
    "#73bf69",
    "#5794f2",
    "#f2cc0c",
    "#ff9830",
    "#b877d9",
    "#56d1c4",
    "#f2495c",
    "#8ab8ff",
    "#c8f2c2",
    "#ffb357",
)
_GROUND, _PANEL, _EDGE, _INK, _FAINT, _GREEN, _RED = (
    "#111217", "#181b1f", "#2a2d33", "#d8d9da", "#8e9199", "#73bf69", "#f2495c",
)  # fmt: skip

_NOW = 0.98
"""Bars show what holds now: a series that has ended before this share of the time range is none of them."""


@dataclass
class Series:
    """A name, and points: when, from 0 to 1 over the time range, and the value, which may be no number."""

    name: str
    points: list[Point]

    def last(self) -> float:
        """The newest value that is a number; none at all is not a number."""
        return next((value for _, value in reversed(self.points) if math.isfinite(value)), math.nan)


class Drawing:
    """An SVG that grows. Lengths are pixels."""

    def __init__(self, width: float, height: float) -> None:
        size = {"width": str(width), "height": str(height), "viewBox": f"0 0 {width} {height}"}
        self._root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size})
        self._root.set("font-family", "Inter, Segoe UI, Helvetica, Arial, sans-serif")
        self.box(0, 0, width, height, _GROUND)

    def box(self, x: float, y: float, width: float, height: float, fill: str, edge: str = "none") -> None:
        """A rectangle."""
        self._add("rect", x=x, y=y, width=max(0.0, width), height=height, fill=fill, stroke=edge, rx=2)

    def text(
        self, x: float, y: float, words: str, *, size: float = 11, weight: int = 400,
        fill: str = _INK, faint: bool = False, anchor: str = "start",
    ) -> None:  # fmt: skip
        """A line of text; ``y`` is its base line."""
        colour = _FAINT if faint else fill
        self._add("text", x=x, y=y, fill=colour, font_size=size, font_weight=weight, text_anchor=anchor).text = words

    def line(self, points: list[Point], stroke: str, *, width: float = 1.4, dashed: bool = False) -> None:
        """A course through points."""
        self._add(
            "polyline", points=_path(points), fill="none", stroke=stroke, stroke_width=width,
            stroke_dasharray="5 4" if dashed else "none",
        )  # fmt: skip

    def area(self, points: list[Point], fill: str, opacity: float) -> None:
        """A filled polygon."""
        self._add("polygon", points=_path(points), fill=fill, fill_opacity=opacity)

    def svg(self) -> str:
        """The text of the file."""
        return tostring(self._root, encoding="unicode") + "\n"

    def _add(self, tag: str, **attributes: float | str) -> Element:
        plain = {
            name.replace("_", "-"): f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
            for name, value in attributes.items()
        }
        return SubElement(self._root, tag, plain)


def _path(points: list[Point]) -> str:
    """The points as SVG has them, without those between two of the same height."""
    needed = [
        point
        for before, point, after in zip([None, *points], points, [*points[1:], None], strict=False)
        if before is None or after is None or not before[1] == point[1] == after[1]
    ]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in needed)


def figure(value: float, unit: str) -> str:
    """A value in one of the units that our dashboards use, as Grafana writes it."""
    if not math.isfinite(value):
        return "–"
    if unit == "percentunit":
        return f"{value * 100:.3g} %"
    if unit == "s":
        for factor, name in ((60.0, "min"), (1.0, "s"), (0.001, "ms")):
            if abs(value) >= factor:
                return f"{value / factor:.3g} {name}"
        return f"{value * 1e6:.3g} µs" if value else "0 s"
    steps = ((1024**3, " GiB"), (1024**2, " MiB"), (1024, " KiB")) if unit == "bytes" else ((1e6, " M"), (1e3, " k"))
    for factor, name in steps:
        if abs(value) >= factor:
            return f"{value / factor:.3g}{name}"
    return f"{value:.3g}"


def draw(drawing: Drawing, panel: Panel, series: list[Series], place: Point, size: Point, minutes: float) -> None:
    """Draw a panel with its title at ``place``, as large as ``size``."""
    (x, y), (width, height) = place, size
    drawing.box(x, y, width, height, _PANEL, _EDGE)
    drawing.text(x + 10, y + 19, panel.title, size=12.5, weight=500)
    if not any(math.isfinite(value) for one in series for _, value in one.points):
        drawing.text(x + width / 2, y + height / 2 + 6, "nothing yet", faint=True, anchor="middle")
    elif panel.kind == "number":
        _draw_number(drawing, panel, series[0], place, size)
    elif panel.kind == "bars":
        _draw_bars(drawing, series, place, size)
    else:
        _draw_course(drawing, panel, series, place, size, minutes)


def _draw_number(drawing: Drawing, panel: Panel, series: Series, place: Point, size: Point) -> None:
    (x, y), (width, height) = place, size
    value = series.last()
    colour = _RED if panel.alarm is not None and value >= panel.alarm else _GREEN
    known = [(when, value) for when, value in series.points if math.isfinite(value)]
    most = max(value for _, value in known) or 1
    floor = y + height - 1
    course = [(x + 1 + when * (width - 2), floor - 34 * max(0.0, value) / most) for when, value in known]
    drawing.area([(course[0][0], floor), *course, (course[-1][0], floor)], colour, 0.18)
    drawing.line(course, colour, width=1)
    drawing.text(
        x + width / 2, y + height / 2 + 18, figure(value, panel.unit), size=30, weight=600, fill=colour, anchor="middle"
    )


def _draw_bars(drawing: Drawing, series: list[Series], place: Point, size: Point) -> None:
    (x, y), (width, height) = place, size
    rows = int((height - 36) // 24)
    now = [one for one in series if one.points[-1][0] > _NOW and one.last() >= 0.5]
    ranked = sorted(now, key=lambda one: -one.last())[:rows]
    if not ranked:
        drawing.text(x + width / 2, y + height / 2 + 6, "nothing yet", faint=True, anchor="middle")
        return
    names = min(width * 0.55, max(len(one.name) for one in ranked) * 6.3 + 12)
    room = width - names - 70
    for row, one in enumerate(ranked):
        top = y + 32 + row * 24
        drawing.text(x + names + 2, top + 13, one.name, anchor="end")
        drawing.box(x + names + 10, top, room, 17, _EDGE)
        drawing.box(x + names + 10, top, room * one.last() / ranked[0].last(), 17, _COLOURS[1])
        drawing.text(x + width - 10, top + 13, f"{one.last():,.0f}", anchor="end", fill=_COLOURS[1], weight=600)


def _draw_course(
    drawing: Drawing, panel: Panel, series: list[Series], place: Point, size: Point, minutes: float
) -> None:
    (x, y), (width, height) = place, size
    ordered = sorted(series, key=lambda one: one.name)
    lines = _legend(drawing, ordered, place, size)
    left, top, right, bottom = x + 52, y + 32, x + width - 12, y + height - 24 - 16 * lines
    totals: dict[float, float] = {}
    if panel.kind == "stacked":
        for one in ordered:
            for when, value in one.points:
                totals[when] = totals.get(when, 0) + (value if math.isfinite(value) else 0)
    highest = max([*totals.values(), *(value for one in ordered for _, value in one.points if math.isfinite(value))])
    most = panel.most or _round_up(highest)
    for step in range(5):
        level = bottom - (bottom - top) * step / 4
        drawing.line([(left, level), (right, level)], _EDGE, width=1)
        drawing.text(left - 6, level + 4, figure(most * step / 4, panel.unit), size=10, faint=True, anchor="end")
    for step in range(4):
        label = "now" if step == 3 else f"−{minutes * (3 - step) / 3:.2g} min"
        drawing.text(left + (right - left) * step / 3, bottom + 15, label, size=10, faint=True, anchor="middle")
    if panel.alarm is not None and panel.alarm <= most:
        level = bottom - (bottom - top) * panel.alarm / most
        drawing.line([(left, level), (right, level)], _RED, width=1, dashed=True)
    below: dict[float, float] = {}
    for number, one in enumerate(ordered):
        colour = _COLOURS[number % len(_COLOURS)]
        known = [(when, value) for when, value in one.points if math.isfinite(value)]
        if not known:
            continue
        base = [(when, below.get(when, 0.0)) for when, _ in known]
        values = [(when, value + (below.get(when, 0.0) if panel.kind == "stacked" else 0)) for when, value in known]
        if panel.kind == "stacked":
            below.update(values)

        def at(points: list[Point]) -> list[Point]:
            return [
                (left + (right - left) * when, bottom - (bottom - top) * min(1.0, max(0.0, value) / most))
                for when, value in points
            ]

        ground = at(base if panel.kind == "stacked" else [(when, 0.0) for when, _ in known])
        drawing.area([*at(values), *reversed(ground)], colour, 0.3 if panel.kind == "stacked" else 0.06)
        drawing.line(at(values), colour)


def _legend(drawing: Drawing, series: list[Series], place: Point, size: Point) -> int:
    """Write the names from the bottom upwards, two lines at most; returns how many lines it took."""
    (x, y), (width, height) = place, size
    lines: list[list[int]] = [[]]
    used = 0.0
    for number, one in enumerate(series):
        length = len(one.name) * 6.1 + 26
        if used + length > width - 20 and lines[-1]:
            if len(lines) == 2:
                break
            lines.append([])
            used = 0
        lines[-1].append(number)
        used += length
    for row, numbers in enumerate(lines):
        across, base = x + 12, y + height - 8 - 16 * (len(lines) - 1 - row)
        for number in numbers:
            drawing.box(across, base - 5, 12, 3, _COLOURS[number % len(_COLOURS)])
            drawing.text(across + 16, base, series[number].name, size=10.5, faint=True)
            across += len(series[number].name) * 6.1 + 26
    return len(lines)


def _round_up(value: float) -> float:
    """The next of 1, 2, 4, 5, 8 or 10 times a power of ten: an axis that can be read."""
    if value <= 0:
        return 1
    power = 10 ** math.floor(math.log10(value))
    return float(next(step * power for step in (1, 2, 4, 5, 8, 10) if step * power >= value * 0.999))
