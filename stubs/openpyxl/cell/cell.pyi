from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

class Cell:
    fill: PatternFill
    comment: Comment
