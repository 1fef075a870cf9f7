@echo off
rem ASCII only: cmd reads this file in the code page of the PC. The menu and all Chinese text are in the program.
setlocal EnableExtensions EnableDelayedExpansion
rem The whole line by which Explorer called: it does not quote D:\a^&b.xlsx, and cmd cuts %1 there.
set "BONDCALC_CALL=!CMDCMDLINE!"
set "BONDCALC_SELF=%~f0"
set "BONDCALC_FILE=%~1"
if not exist "%~dp0app\python.exe" goto broken
"%~dp0app\python.exe" -m bondcalc.menu
pause
exit
:broken
echo Unpack the whole zip first. / Qing xian ba zhengge yasuobao jieya.
pause
exit
