"""Tests of wms."""
