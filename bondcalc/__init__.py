"""bondcalc: debt service and coverage of China's self-balancing special bonds (财预〔2017〕89号)."""

__version__ = "0.1.0"
