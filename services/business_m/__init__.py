"""Business M put together: settings, the catalog of contexts, the topology, and the command `m`."""

from importlib.metadata import version

__version__ = version("business-m")
