"""A rule that makes headers of trait headers.

    async_trait_library(
        name = "traits",
        hdrs = ["async_iter.trait.h"],
        deps = [...],  # what the trait headers include: cc_library, async_trait_library
    )

    cc_binary(name = "app", srcs = ["main.cpp"], deps = [":traits"])

The trait headers are read with the flags of the C++ toolchain and with what deps
pass on. All inputs are declared and all paths are relative, so that the result
can be made on another machine and shared through a cache.
"""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "ACTION_NAMES")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

_ENDINGS = {".trait." + ending: "." + ending for ending in ["h", "hpp", "hh", "hxx"]}

def _generated_name(header):
    for ending, generated_ending in _ENDINGS.items():
        if header.basename.endswith(ending):
            return header.basename[:-len(ending)] + generated_ending
    fail("the name of '%s' does not end in .trait.h, .trait.hpp, .trait.hh or .trait.hxx" %
         header.short_path)

def _compiler_flags(ctx, cc_toolchain, context):
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = cc_toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = cc_toolchain,
        user_compile_flags = ctx.fragments.cpp.copts + ctx.fragments.cpp.cxxopts + ctx.attr.copts,
        include_directories = context.includes,
        quote_include_directories = depset(["."], transitive = [context.quote_includes]),
        system_include_directories = context.system_includes,
        preprocessor_defines = context.defines,
    )
    return cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = ACTION_NAMES.cpp_compile,
        variables = variables,
    )

def _async_trait_library_impl(ctx):
    cc_toolchain = find_cpp_toolchain(ctx)
    passed_on = cc_common.merge_cc_infos(
        cc_infos = [dep[CcInfo] for dep in ctx.attr.deps + [ctx.attr._runtime]],
    )
    context = passed_on.compilation_context

    outputs = [
        ctx.actions.declare_file(_generated_name(header), sibling = header)
        for header in ctx.files.hdrs
    ]

    arguments = ctx.actions.args()
    arguments.add("--base-dir", ".")
    arguments.add("--out-dir", ctx.bin_dir.path)
    arguments.add("--resource-dir", ctx.file._builtin_header_mark.dirname.rpartition("/")[0])
    arguments.add_all(ctx.files.hdrs)
    arguments.add("--")
    arguments.add_all(_compiler_flags(ctx, cc_toolchain, context))

    ctx.actions.run(
        executable = ctx.executable._generator,
        arguments = [arguments],
        inputs = depset(
            ctx.files.hdrs + ctx.files.srcs,
            transitive = [
                context.headers,
                cc_toolchain.all_files,
                depset(ctx.files._builtin_headers),
            ],
        ),
        outputs = outputs,
        mnemonic = "AsyncTraitGenerate",
        progress_message = "Generating from the trait headers of %s" % ctx.label,
    )

    own = CcInfo(
        compilation_context = cc_common.create_compilation_context(
            # The next library's trait headers include these, its sources the generated ones.
            headers = depset(outputs + ctx.files.hdrs + ctx.files.srcs),
            quote_includes = depset([ctx.bin_dir.path, "."]),
        ),
    )
    return [
        DefaultInfo(files = depset(outputs)),
        cc_common.merge_cc_infos(cc_infos = [own, passed_on]),
    ]

async_trait_library = rule(
    implementation = _async_trait_library_impl,
    attrs = {
        "hdrs": attr.label_list(
            allow_files = _ENDINGS.keys(),
            doc = "The trait headers, files of the workspace.",
        ),
        "srcs": attr.label_list(
            allow_files = True,
            doc = "Headers that are carried along because trait headers include them.",
        ),
        "deps": attr.label_list(providers = [CcInfo]),
        "copts": attr.string_list(doc = "Flags for reading the trait headers, such as -std=c++20."),
        "_generator": attr.label(
            default = "@async_trait//:bin/async-trait-gen",
            allow_single_file = True,
            executable = True,
            cfg = "exec",
        ),
        "_builtin_headers": attr.label(default = "@async_trait//:builtin_headers", cfg = "exec"),
        "_builtin_header_mark": attr.label(
            default = "@async_trait//:builtin_header_mark",
            allow_single_file = True,
            cfg = "exec",
        ),
        "_runtime": attr.label(default = "@async_trait//:runtime", providers = [CcInfo]),
        "_cc_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    },
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)
