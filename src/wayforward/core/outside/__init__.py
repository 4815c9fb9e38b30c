"""What goes out with exports, so that anybody can check them without us: plain Python 3.9, the
standard library alone. joining.py makes one program of it; nothing here knows the product.
"""
