"""风险模拟: the same lines run again over thousands of draws."""
