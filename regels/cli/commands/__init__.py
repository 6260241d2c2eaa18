"""The commands with their options, by what they are about; what they do is in the modules beside this one."""
