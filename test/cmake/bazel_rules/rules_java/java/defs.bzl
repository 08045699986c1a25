# As much of rules_java as Bazel itself loads, which would fetch it otherwise.
java_binary = native.java_binary
java_import = native.java_import
java_library = native.java_library
java_runtime = native.java_runtime
java_toolchain = native.java_toolchain
