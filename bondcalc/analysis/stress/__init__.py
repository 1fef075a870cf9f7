"""压力测试: the same lines run again with other factors."""
