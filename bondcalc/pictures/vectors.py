"""A picture as SVG, to stand in a page: texts stay texts."""

from html import escape

from bondcalc.pictures.shapes import Lettering, Picture, PictureShape, Polyline, Rectangle


def svg(picture: Picture, name: str, *, parted: bool = False) -> str:
    """Write a picture; `name` is read out where it is not seen. `parted` sets what hangs on figures in a group of its own, behind the rest."""
    width, height = _number(picture.width), _number(picture.height)
    shapes = "".join(map(_shape, picture.shapes))
    if parted:
        plotted = set(map(id, picture.plotted))
        still = "".join(_shape(shape) for shape in picture.shapes if id(shape) not in plotted)
        shapes = f'{still}<g class="plotted">{"".join(map(_shape, picture.plotted))}</g>'
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(name)}">{shapes}</svg>'


def _number(value: float) -> str:
    """Write a coordinate: the last digits of a double differ between processors."""
    return f"{round(value, 1):g}"


def _shape(shape: PictureShape) -> str:
    if isinstance(shape, Rectangle):
        edge = f' stroke="{shape.edge}"' if shape.edge else ""
        box = f'x="{_number(shape.x)}" y="{_number(shape.y)}" width="{_number(shape.width)}" height="{_number(shape.height)}"'
        return f'<rect {box} fill="{shape.fill}"{edge}/>'
    if isinstance(shape, Polyline):
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points)
        if shape.filled:
            return f'<polygon points="{points}" fill="{shape.colour}"/>'
        dash = f' stroke-dasharray="{" ".join(map(_number, shape.dash))}"' if shape.dash else ""
        return f'<polyline points="{points}" fill="none" stroke="{shape.colour}" stroke-width="{_number(shape.width)}"{dash}/>'
    return _lettering(shape)


def _lettering(shape: Lettering) -> str:
    bold = ' font-weight="700"' if shape.bold else ""
    place = f'x="{_number(shape.x)}" y="{_number(shape.y)}" dy="0.36em" text-anchor="{shape.anchor}"'
    return f'<text {place} font-size="{_number(shape.size)}" fill="{shape.colour}"{bold}>{escape(shape.text)}</text>'
