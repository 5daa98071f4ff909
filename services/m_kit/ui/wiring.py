"""What a context needs to be shown in the Desk: for its module.py."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import grpc
from businessm.ui.v1 import ui_service_pb2_grpc

from m_kit.module import Environment
from m_kit.ui.assets import AssetFolder
from m_kit.ui.navigation import read_navigation
from m_kit.ui.servicer import UiServicer

# Every context that has something to show serves it.
SHOWN = "businessm.ui.v1.UiService"

Servicers = list[tuple[Callable[[Any, grpc.aio.Server], None], Any]]


def shown(environment: Environment, navigation: Path) -> Servicers:
    """By the file `navigation`, with the built files of the environment's `ui_folder`. Raises LayoutInvalid: a context
    whose file is wrong does not start."""
    folder = environment.ui_folder
    assets = AssetFolder(folder) if folder is not None and folder.is_dir() else None
    servicer = UiServicer(environment.name, read_navigation(navigation), assets)
    return [(ui_service_pb2_grpc.add_UiServiceServicer_to_server, servicer)]
