from openpyxl.comments.comments import Comment as Comment
