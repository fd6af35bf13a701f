document.write("");
