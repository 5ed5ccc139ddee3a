; This file makes Setup.exe of the folder that build.py makes; not run by us so far, there is no Windows here.
;   python packaging\build.py folder
;   iscc /DVersion=0.1.0 packaging\windows\briefing.iss      (Inno Setup 6.3 or newer)
; It needs no administrator: it installs for the one who runs it, unless they choose otherwise. The library, settings
; and backups of the user lie elsewhere and are never touched, neither by an update nor when it is removed.

#ifndef Version
  #error Say which version: iscc /DVersion=… (what stands in briefing_app\__init__.py)
#endif
#define Root "..\.."

[Setup]
AppId={{6B0A3D0E-6C0C-4C27-9C39-2A5C8E0F7B41}
AppName=言策
AppVersion={#Version}
AppPublisher=briefing_app maintainers
DefaultDirName={autopf}\Briefing
DefaultGroupName=言策
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir={#Root}\dist
OutputBaseFilename=briefing-{#Version}-setup
LicenseFile={#Root}\LICENSE
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
ShowLanguageDialog=no
UninstallDisplayName=言策 {#Version}

[Languages]
; ChineseSimplified.isl is one of Inno Setup's unofficial translations: put it beside this file.
Name: "zh"; MessagesFile: "ChineseSimplified.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"

[Files]
Source: "{#Root}\dist\briefing\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; Libraries of an older version must not lie beside the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\言策"; Filename: "{app}\briefing.exe"
Name: "{autodesktop}\言策"; Filename: "{app}\briefing.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\briefing.exe"; Description: "{cm:LaunchProgram,言策}"; Flags: nowait postinstall skipifsilent
