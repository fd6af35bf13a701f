var menu = [["第七批", "/zwgk/tzgg/202403/t20240308_107.html"]];
