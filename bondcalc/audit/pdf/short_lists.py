"""Short lists of what a signature may bring into a file; whatever else stands there is told with its path.

A key that is listed holds a plain value, or what the list under it allows. Scripts, actions, addresses and menus are on no
list, whatever new names they get.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bondcalc.audit.pdf.objects import Gap, cut, data_of

if TYPE_CHECKING:
    from pikepdf import Object

Shape = Mapping[str, Any]
"""Keys, each with the shape of what it holds; None for a plain value; `...` for what is looked at elsewhere."""


def plain_keys(names: str) -> dict[str, None]:
    """Make a shape of keys that hold plain values."""
    return dict.fromkeys(names.split())


LOCK = plain_keys("/Type /Action /Fields /P")
PARAMETERS = plain_keys("/Type /V /P /Action /Fields")
REFERENCE = {
    **plain_keys("/Type /TransformMethod /DigestMethod /DigestValue /DigestLocation"),
    "/TransformParams": PARAMETERS,
    "/Data": ...,
}
MAKER = plain_keys("/Name /Date /R /OS /PreRelease /NonEFontNoWarn /TrustedMode /V /REx")
SIGNATURE = {
    **plain_keys(
        "/Type /Filter /SubFilter /Contents /ByteRange /Cert /Changes /Name /M /Location /Reason /ContactInfo /R /V"
        " /Prop_AuthTime /Prop_AuthType"
    ),
    "/Reference": REFERENCE,
    "/Prop_Build": {"/Filter": MAKER, "/PubSec": MAKER, "/App": MAKER, "/SigQ": MAKER},
}
WIDGET = {
    **plain_keys("/Type /Subtype /FT /T /F /Ff /Rect /M /NM /DA /Q /StructParent /Border"),
    "/AP": {"/N": ...},
    "/V": SIGNATURE,
    "/P": ...,
    "/Parent": ...,
    "/Kids": ...,
    "/MK": {},
    "/Lock": LOCK,
}
"""A signature field or its widget; /MK, which draws a look of the reader's own, may be there and say nothing."""
NEW = {"/V", "/AP", "/F", "/M", "/MK", "/Lock", "/NM", "/DA", "/P"}
"""What signing may change of a field that was there before."""
LOOK = {
    **plain_keys("/Type /Subtype /FormType /BBox /Matrix /Name /LastModified /Length /Filter /DecodeParms"),
    "/Resources": ...,
    "/Group": plain_keys("/Type /S /CS /I /K"),
}
PROOF = plain_keys("/Cert /CRL /OCSP /TU /TS /Type")
DSS = {**plain_keys("/Type"), "/Certs": ..., "/OCSPs": ..., "/CRLs": ..., "/VRI": ...}
EXTENSION = plain_keys("/Type /BaseVersion /ExtensionLevel /ExtensionRevision /URL")
RESOURCES = dict.fromkeys(("/Font", "/Encoding", "/ProcSet", "/ColorSpace", "/ExtGState", "/XObject", "/Pattern"), ...)
FORM = {**plain_keys("/SigFlags /DA /Q /NeedAppearances"), "/Fields": ..., "/DR": RESOURCES}
STORED = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})
SEQUENCE = b"\x30"
"""Every certificate, revocation list and answer about one begins so (DER)."""


def beyond(thing: "Object", shape: Shape, path: str = "") -> Iterator[Gap]:
    """Find what a dictionary holds that its short list does not allow: (path, what stands there, an empty text)."""
    for key in sorted(thing.keys()):
        inner = shape.get(key, False)
        if inner is False:
            yield path + key, said(thing[key]), ""
        elif inner is not ...:
            yield from _held(thing[key], inner, path + key)


def _held(value: "Object", shape: Shape | None, path: str) -> Iterator[Gap]:
    from pikepdf import Array, Dictionary, Stream

    if isinstance(value, Array):
        for index, entry in enumerate(value):
            yield from _held(entry, shape, f"{path}[{index}]")
    elif isinstance(value, Dictionary | Stream):
        yield from ((path, said(value), ""),) if shape is None else beyond(value, shape, path)


def proofs(store: "Object") -> Iterator[Gap]:
    """Find what a store of proofs (DSS) holds besides certificates, revocation lists and answers about certificates."""
    yield from beyond(store, DSS, "/DSS")
    for key in ("/Certs", "/OCSPs", "/CRLs"):
        yield from _ders(store.get(key), f"/DSS{key}")
    for name, entry in store.get("/VRI", {}).items():
        if name == "/Type":
            continue
        lists = ("/Cert", "/CRL", "/OCSP")
        yield from beyond(entry, {**PROOF, **dict.fromkeys(lists, ...), "/TS": ...}, f"/DSS/VRI{name[:12]}")
        for key in lists:
            yield from _ders(entry.get(key), f"/DSS/VRI{name[:12]}{key}")


def _ders(listed: "Object | None", path: str) -> Iterator[Gap]:
    from pikepdf import Stream

    for index, one in enumerate(() if listed is None else listed):
        if not isinstance(one, Stream):
            yield f"{path}[{index}]", said(one), ""
            continue
        yield from ((f"{path}[{index}]{key}", said(one[key]), "") for key in sorted({*one.keys()} - STORED - {"/Type"}))
        if data_of(one)[:1] != SEQUENCE:
            yield f"{path}[{index}]", cut(data_of(one)[:80].decode("latin-1")), ""


def said(thing: "Object", depth: int = 0) -> str:
    """Tell a thing in one line with the words in it, so that a script or an address can be read."""
    from pikepdf import Array, Dictionary, Name, Stream, String

    if isinstance(thing, Stream):
        return cut(data_of(thing)[:200].decode("latin-1"))
    if isinstance(thing, Name | String):
        return cut(str(thing))
    if isinstance(thing, Dictionary) and depth < 3:
        return cut(" ".join(f"{key} {said(value, depth + 1)}" for key, value in sorted(thing.items())[:8]))
    if isinstance(thing, Array) and depth < 3:
        return cut(" ".join(said(value, depth + 1) for value in list(thing)[:8]))
    return "…" if isinstance(thing, Dictionary | Array) else cut(str(thing))
