"""还本方式: how the principal of a bond is repaid."""

REPAYMENTS = {
    "bullet": "到期一次还本",
    "instalments": "分年还本",
    "equal_principal": "等额本金",
    "level": "等额本息",
    "custom": "按约定日期还本",
}
