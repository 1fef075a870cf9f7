"""From a workbook or a project file to raw rows: found by name, refused where it is harmful, nothing judged yet."""
