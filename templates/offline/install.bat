@echo off
cd /d "%~dp0"
python -m pip install --no-index --find-links wheels bondcalc
if errorlevel 1 (
  echo.
  echo Not installed. Is 64-bit Python there, in a version that README.txt names?
  pause
  exit /b 1
)
python -m bondcalc --version
pause
