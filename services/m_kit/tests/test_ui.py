"""What contexts bring to the Desk: built files as the Web is shown them, and their place in the navigation."""

from pathlib import Path

import grpc
import pytest
from businessm.ui.v1 import ui_service_pb2 as pb

from m_kit.errors import NotFound
from m_kit.metadata.layout import LayoutInvalid
from m_kit.ui.assets import AssetFolder
from m_kit.ui.navigation import NavigationLayout, read_navigation
from m_kit.ui.servicer import UiServicer

NAVIGATION = """
labels = { en = "Tea", hi = "चाय" }
icon = "leaf"
position = 7
document_types = ["leaf"]

[[screens]]
path = "blend"
permission = "tea.blend.read"
labels = { en = "Blend" }
"""
# The servicer reads nothing of the call itself.
CALL: grpc.aio.ServicerContext = None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    built = tmp_path / "built"
    (built / "assets").mkdir(parents=True)
    for name, content in {
        "index.html": b"<!doctype html>",
        "mf-manifest.json": b"{}",
        "remoteEntry.js": b"1",
        "assets/host-init-tables.js": b"2",
        "assets/index-Cx3d9a1f.js": b"let plain",
        "assets/index-Cx3d9a1f.js.br": b"brotli",
        "assets/index-Cx3d9a1f.js.gz": b"gzip",
        "assets/index-Cx3d9a1f.js.map": b"map",
    }.items():
        (built / name).write_bytes(content)
    (tmp_path / "secret.txt").write_text("secret")
    (built / "link.txt").symlink_to(tmp_path / "secret.txt")
    return built


@pytest.mark.parametrize(
    ("encodings", "content", "encoding"),
    [
        ([], b"let plain", ""),
        (["gzip"], b"gzip", "gzip"),
        (["gzip", "br"], b"brotli", "br"),
        (["zstd"], b"let plain", ""),
    ],
)
def test_the_best_encoding_that_is_taken_is_given(
    folder: Path, encodings: list[str], content: bytes, encoding: str
) -> None:
    asset = AssetFolder(folder).asset("assets/index-Cx3d9a1f.js", encodings)
    assert (asset.content, asset.content_encoding) == (content, encoding)
    assert asset.content_type.startswith("text/javascript")


def test_each_encoding_has_an_etag_of_its_own(folder: Path) -> None:
    assets = AssetFolder(folder)
    given = [assets.asset("assets/index-Cx3d9a1f.js", encodings).etag for encodings in ([], ["br"], ["gzip"])]
    assert len(set(given)) == 3


def test_only_names_with_a_hash_are_kept_for_ever(folder: Path) -> None:
    assets = AssetFolder(folder)
    kept = {
        path
        for path in (
            "index.html",
            "mf-manifest.json",
            "remoteEntry.js",
            "assets/host-init-tables.js",
            "assets/index-Cx3d9a1f.js",
        )
        if assets.asset(path).is_immutable
    }
    assert kept == {"assets/index-Cx3d9a1f.js"}


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "assets/../../secret.txt",
        "/etc/passwd",
        "link.txt",
        "",
        "assets",
        "missing.js",
        "assets/index-Cx3d9a1f.js.br",
        "assets/index-Cx3d9a1f.js.map",
    ],
)
def test_nothing_but_what_was_built_is_given(folder: Path, path: str) -> None:
    with pytest.raises(NotFound) as refused:
        AssetFolder(folder).asset(path)
    assert refused.value.field == "path"


async def test_a_file_that_the_client_has_is_not_sent_again(folder: Path, tmp_path: Path) -> None:
    served = UiServicer("tea", written(tmp_path), AssetFolder(folder))
    first = await served.GetUiAsset(pb.GetUiAssetRequest(path="index.html"), CALL)
    again = await served.GetUiAsset(pb.GetUiAssetRequest(path="index.html", known_etag=first.etag), CALL)
    assert (first.content, first.not_modified) == (b"<!doctype html>", False)
    assert (again.content, again.not_modified, again.etag) == (b"", True, first.etag)


async def test_screens_are_shown_where_the_remote_is_installed(folder: Path, tmp_path: Path) -> None:
    installed = await UiServicer("tea", written(tmp_path), AssetFolder(folder)).DescribeUi(pb.DescribeUiRequest(), CALL)
    assert [(one.path, one.label, one.permission) for one in installed.ui.screens] == [
        ("blend", "Blend", "tea.blend.read")
    ]
    assert installed.ui.remote.manifest == "mf-manifest.json"
    bare = await UiServicer("tea", written(tmp_path), None).DescribeUi(pb.DescribeUiRequest(language_code="hi"), CALL)
    assert (bare.ui.label, bare.ui.icon, bare.ui.position) == ("चाय", "leaf", 7)
    assert not bare.ui.screens
    assert not bare.ui.HasField("remote")


async def test_a_remote_that_was_built_anew_has_another_version(folder: Path, tmp_path: Path) -> None:
    navigation = written(tmp_path)
    before = await UiServicer("tea", navigation, AssetFolder(folder)).DescribeUi(pb.DescribeUiRequest(), CALL)
    (folder / "mf-manifest.json").write_text('{"built": "anew"}')
    after = await UiServicer("tea", navigation, AssetFolder(folder)).DescribeUi(pb.DescribeUiRequest(), CALL)
    assert before.ui.remote.version != after.ui.remote.version


@pytest.mark.parametrize(
    "content", ['icon = "leaf"\nposition = 1', NAVIGATION + "colour = 3", NAVIGATION + "[[screens]]"]
)
def test_a_file_that_is_wrong_stops_the_start(tmp_path: Path, content: str) -> None:
    path = tmp_path / "navigation.toml"
    path.write_text(content)
    with pytest.raises(LayoutInvalid, match=r"navigation\.toml"):
        read_navigation(path)


def written(folder: Path) -> NavigationLayout:
    path = folder / "navigation.toml"
    path.write_text(NAVIGATION)
    return read_navigation(path)
