"""What a store is told as (汇总报告): tables of many projects, stated as neutral reports, drawn as workbook, PDF, CSV and JSON."""
