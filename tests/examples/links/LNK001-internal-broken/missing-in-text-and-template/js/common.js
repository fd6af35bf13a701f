function visit() {}
