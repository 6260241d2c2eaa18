"""From LLVM assembly to machine code for this computer, and from machine code to a function."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import llvmlite
from llvmlite import binding as llvm

from regels.kernel.layout import SYMBOL

Entry = Callable[[int, int, int, int, int, int, int], None]
"""Which rows (see ``regels.kernel.loop``), and the addresses of in, out, new_history, rejected and states."""

_OPTIONS = ("-pre-RA-sched=source", "-enable-misched=0")
"""Put instructions so that few wait for each other, once: a second time only makes values live longer."""

_PROTOTYPE = ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_int64, *[ctypes.c_void_p] * 5)


@dataclass(frozen=True, slots=True)
class Machine:
    """The processor that code is made for."""

    triple: str
    cpu: str
    features: str

    def __str__(self) -> str:
        version = ".".join(map(str, llvm.llvm_version_info))
        return f"{self.triple} {self.cpu} {self.features} llvmlite {llvmlite.__version__} llvm {version}"


@cache
def host() -> Machine:
    """The processor of this computer; the first call readies LLVM."""
    for option in _OPTIONS:
        llvm.set_option("", option)
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    features = llvm.get_host_cpu_features().flatten()
    return Machine(llvm.get_process_triple(), llvm.get_host_cpu_name(), features)


def _target() -> Any:
    machine = host()
    target = llvm.Target.from_triple(machine.triple)
    return target.create_target_machine(
        cpu=machine.cpu, features=machine.features, opt=2, codemodel="jitdefault", jit=True
    )


def assemble(text: str) -> bytes:
    """The object code of a module; wrong assembly raises ``RuntimeError``.

    What is written is already in SSA form, folded and without repetition: two kinds of passes make
    code as fast as all of ``-O2`` in a sixth of the time.
    """
    target = _target()
    module = llvm.parse_assembly(text)
    module.triple = host().triple
    module.data_layout = str(target.target_data)
    module.verify()
    passes = llvm.create_new_module_pass_manager()
    passes.add_aggressive_dce_pass()
    passes.add_instruction_combine_pass()
    passes.add_aggressive_dce_pass()
    passes.run(module, llvm.create_pass_builder(target, llvm.create_pipeline_tuning_options()))
    return bytes(target.emit_object(module))


@dataclass(frozen=True, slots=True)
class Code:
    """Machine code in memory, from ``address``; ``run`` releases the GIL. ``engine`` owns the memory."""

    run: Entry
    address: int
    engine: object


def link(code: bytes) -> Code:
    """Make object code callable. It must come from ``assemble`` on a machine like this."""
    host()
    engine: Any = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _target())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    address = engine.get_function_address(SYMBOL)
    if not address:
        raise RuntimeError(f"the object code has no {SYMBOL}")
    return Code(_PROTOTYPE(address), address, engine)
