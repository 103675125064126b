"""What finds and describes modules; here none come from files."""

from _frozen_importlib import BuiltinImporter, FrozenImporter, ModuleSpec

__all__ = ["BuiltinImporter", "FrozenImporter", "ModuleSpec"]
