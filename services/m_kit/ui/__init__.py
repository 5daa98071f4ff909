"""What a context brings to the Desk: its place in the navigation, from a small file beside it, and the built files of
its own part of the user interface, which its process carries. See docs/desk.md.
"""

from m_kit.ui.wiring import SHOWN, shown

__all__ = ["SHOWN", "shown"]
