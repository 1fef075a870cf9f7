"""A Word filing, edited by anybody, beside the one made again (Word文件核验)."""
