"""Writes workbooks, PDF filings and manifests; knows nothing of any particular schedule."""
