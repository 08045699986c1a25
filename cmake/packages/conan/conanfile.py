"""Packages the checkout that this recipe lies in, for Conan 2.

    conan create cmake/packages/conan

The generator is built with the LLVM 22 or 19 of the build machine. Where CMake does
not find it:

    -c tools.cmake.cmaketoolchain:extra_variables="{'Clang_DIR': '...'}"
"""

import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd, cross_building
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load


class AsyncTraitConan(ConanFile):
    name = "async-trait"
    description = "Static and dynamic dispatch for async traits in C++20"
    license = "MIT"
    # Headers that programs include, and a program that runs when these are built.
    package_type = "unknown"
    settings = "os", "arch", "compiler", "build_type"

    @property
    def _checkout(self):
        return os.path.join(self.recipe_folder, "..", "..", "..")

    def set_version(self):
        text = load(self, os.path.join(self._checkout, "CMakeLists.txt"))
        self.version = re.search(r"project\(AsyncTrait VERSION ([0-9.]+)", text).group(1)

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "runtime/*", "tool/*"):
            copy(self, pattern, src=self._checkout, dst=self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def validate(self):
        if self.settings.get_safe("compiler.cppstd"):
            check_min_cppstd(self, 20)

    def requirements(self):
        self.requires("nlohmann_json/[^3.11]", visible=False)
        self.requires("kainjow-mustache/[^4.1]", visible=False)

    def build_requirements(self):
        self.tool_requires("cmake/[>=3.25]")
        if cross_building(self):
            self.tool_requires(f"{self.name}/{self.version}")

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["ASYNC_TRAIT_BUILD_TESTS"] = False
        toolchain.cache_variables["ASYNC_TRAIT_BUILD_EXAMPLES"] = False
        toolchain.cache_variables["CMAKE_INSTALL_RPATH_USE_LINK_PATH"] = True
        if cross_building(self):
            host_tool = self.dependencies.build[self.name].package_folder
            toolchain.cache_variables["ASYNC_TRAIT_GENERATOR"] = os.path.join(
                host_tool, "bin", "async-trait-gen"
            )
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()

    def package_info(self):
        # The package brings its own CMake files.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = ["lib/cmake/AsyncTrait"]
        self.cpp_info.libdirs = []
        self.buildenv_info.append_path("PATH", os.path.join(self.package_folder, "bin"))
