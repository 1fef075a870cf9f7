"""免安装版: the program with an interpreter as one folder, for Windows PCs without Python, rights or a network."""
