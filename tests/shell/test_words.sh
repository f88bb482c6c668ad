#!/bin/sh
# What a reader meets in Chinese with TEXT=zh beside the stories: options, trainings,
# networks and images in files, pictures, make and its scripts, and whatever goes
# wrong with them. No sentence stays English.
cd "$(dirname "$0")/../.." || exit 1
. tests/shell/check.sh
nets=build/double/chapters/zh
digits=$nets/ch13_mnist
predict=build/double/chapters/predict
need $predict $digits $nets/ch03_gradient $nets/ch10_small_data \
    $nets/ch14_what_it_learned $nets/ch15_better $nets/ch16_honest \
    build/double/chapters/ch15_better
unset MNIST_DIR STEP ARGS IMAGE MODEL ACTIVATION PALETTE SIZE

# No string of the programs' own is told to the reader in English only. (Those
# that are written into files are; model_tell_how has their Chinese.)
check "an English sentence without its Chinese" env LC_ALL=C awk \
    -v allow='^"(save your drawing as PGM|IDX files|drawn digits"|half the squared|; (dropout|images|a rate)|make ch)' \
    -f tests/shell/untold.awk chapters/common/*.[ch] chapters/predict.c
echo 'void f(void) { printf("The old %d" " one.\n", 1); tr("a b", "中"); }' >"$dir/untold.c"
check "untold.awk notices nothing" sh -c "! LC_ALL=C awk -f tests/shell/untold.awk '$dir/untold.c' >/dev/null"

# Two words side by side that are no command and no name of a file.
english() {
    LC_ALL=C sed -E 's/ARGS="[^"]*"//g; s/(make|magick|apt-get|gunzip|predict) [-A-Za-z0-9.]+( digit.pgm)?//g
        s/sigmoid|tanh|relu|svg|png|light//g' "$1" |
        LC_ALL=C grep -nE '[A-Za-z]+[,:;]? [a-z][a-z]+' | head -n 3
}
told() { # WORDS COMMAND…: prints these words, and no English
    words=$1
    shift
    TEXT=zh "$@" >"$dir/out" 2>&1 </dev/null
    check "$*: does not say $words: $(tail -n 1 "$dir/out")" grep -qF -- "$words" "$dir/out"
    found=$(english "$dir/out")
    check "$*: is English: $found" [ -z "$found" ]
}
narrowly() { # the same, within 80 columns
    told "$@"
    grep -v "$dir" "$dir/out" >"$dir/short"
    check "$*: is wide" narrow "$dir/short"
}
image() { # INK…: numbers of a picture 40 wide, where the ink is
    echo "P2 40 60 255"
    awk -v ink="$*" 'BEGIN {
        n = split(ink, at, " ")
        for (y = 0; y < 60; y++)
            for (x = 0; x < 40; x++) {
                black = 0
                for (k = 1; k <= n; k++)
                    black += x >= at[k] && x < at[k] + 6 && y > 8 && y < 52
                print black ? 0 : 255
            }
    }'
}
image 17 >"$dir/one.pgm"
image 5 25 >"$dir/two.pgm"
image 99 >"$dir/blank.pgm"
printf 'P2 2 2 255 255 255 255\n' >"$dir/short.pgm"
printf 'P2 2 2 255 0 0 300 0 ' >"$dir/value.pgm"
printf 'P5 9 9 255\n' >"$dir/cut.pgm"
printf '\211PNG\r\n\032\n' >"$dir/x.png"
net=$dir/net.safetensors
cp Makefile "$dir/text"

narrowly "存在 " $digits --quick --data drawn --hidden 4 --epochs 1 --save "$net" --out "$dir"
told "认对 " $digits --quick --data drawn --load "$net"
told "没有训练" $digits --quick --data drawn --load "$net" --rate 1
told "接着用它自己的种子 1" $digits --quick --data drawn --load "$net" --epochs 2 --seed 2
told "要的是：784-9-10" $digits --quick --data drawn --load "$net" --hidden 9
told "“程序画的数字，种子 1；平方误差的一半”训练的" $nets/ch15_better --quick --data drawn \
    --load "$net" --epochs 2
told "图像旋转 " $nets/ch16_honest --quick --data drawn --distorted 3 --load "$net" --epochs 2
# What is kept is the same in both languages, so either goes on with it.
for kept in en zh/; do
    TEXT=${kept%/} build/double/chapters/${kept#en}ch15_better --quick --data drawn --hidden 4 \
        --epochs 1 --save "$dir/${kept%/}" >/dev/null 2>&1
done
check "the file of a Chinese training is another one" cmp "$dir/en" "$dir/zh"
told "学习率 1e+200 太大，试试 --rate 0.1" $nets/ch15_better --quick --data drawn \
    --hidden 4 --epochs 1 --rate 1e200
told "和瞎猜差不多" $digits --quick --data drawn --hidden 4 --epochs 1 --rate 1e-9
told "没有这个文件" $digits --quick --data drawn --epochs 1 --save "$dir/no/net"
told "不覆盖它" $digits --quick --data drawn --epochs 1 --save "$dir/text"
told "请先用 --save FILE 训练" $digits --quick --data drawn --load "$dir/nothing"
told "不是 safetensors 文件" $digits --quick --data drawn --load Makefile
told "不是大于 0 的数" $digits --rate fast
told "后面要有一个值" $digits --hidden
told "没有 --fast 这个选项" $digits --fast
told "不是一列整数" $digits --hidden 3,x
told "请运行 \`make mnist\`" $digits --data "$dir/nowhere"
mkdir "$dir/set"
files="train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte"
for file in $files; do echo '<html>' >"$dir/set/$file"; done
told "不是 IDX 文件（开头是“<html”）：下载没有成功" $digits --data "$dir/set"
for name in train t10k; do # forty images of noise, 14x14
    { printf '\0\0\010\003\0\0\0\050\0\0\0\016\0\0\0\016'
        head -c 7840 "$digits"; } >"$dir/set/$name-images-idx3-ubyte"
    { printf '\0\0\010\001\0\0\0\050'
        head -c 40 /dev/zero; } >"$dir/set/$name-labels-idx1-ubyte"
done
told "第 2/2 轮：成本 " $digits --data "$dir/set" --hidden 4 --epochs 2
told "只用 28x28 的" $nets/ch14_what_it_learned --data "$dir/set"
echo x >>"$dir/set/train-labels-idx1-ubyte"
told "文件头说有 40 字节，文件里有 42" $digits --data "$dir/set"
rm "$dir/set/train-labels-idx1-ubyte"
gzip -c Makefile >"$dir/set/train-labels-idx1-ubyte.gz"
told "还没有解开" $digits --data "$dir/set"
if command -v timeout >/dev/null; then
    told "没有写 --save" timeout -s INT 2 $digits --quick --data drawn --epochs 100000
    told "接着训练：" timeout -s INT 2 $digits --quick --data drawn --epochs 100000 --save "$dir/long"
fi
echo "1 2 x" >"$dir/points"
told "第 1 行应该是两个 ±2 以内的数和一个类别" $nets/ch10_small_data --points "$dir/points"

narrowly "网络：784-4-10，隐藏层用 sigmoid，训练数据：程序画的数字，种子 1。" \
    $predict "$dir/one.pgm" "$net"
told "它认成 " $predict "$dir/one.pgm" "$net"
told "图里有 2 个数字。" $predict "$dir/two.pgm" "$net"
LC_ALL=C sed 's/"activation"/"activatiox"/' "$net" >"$dir/unsaid"
narrowly "我们猜是 relu" $predict "$dir/one.pgm" "$dir/unsaid"
told "没有“gelu”这种激活函数" $predict "$dir/one.pgm" "$dir/unsaid" gelu
told "文件里写的是 sigmoid，不是 relu" $predict "$dir/one.pgm" "$net" relu
told "用法：" $predict
told "没有这个文件或文件夹；图的名字写对了吗？" $predict "$dir/none.pgm" "$net"
told "这是 gzip 压缩过的" $predict "$dir/set/train-labels-idx1-ubyte.gz" "$net"
told "不是 PGM 图" $predict Makefile "$net"
told "：是一个文件夹" $predict chapters "$net"
told "PNG 图" $predict "$dir/x.png" "$net"
told "只有 3 个像素" $predict "$dir/short.pgm" "$net"
told "值 300" $predict "$dir/value.pgm" "$net"
told "文件里有 0" $predict "$dir/cut.pgm" "$net"
told "上面没有墨迹" $predict "$dir/blank.pgm" "$net"
told "不是 safetensors 文件" $predict "$dir/one.pgm" Makefile
head -c 20 "$net" >"$dir/half"
told "文件里有 12" $predict "$dir/one.pgm" "$dir/half"
head -c 20000 "$net" >"$dir/half"
told "被截短了" $predict "$dir/one.pgm" "$dir/half"
for wrong in 's/fc1.bias/fc1.bibs/' 's/F64/F63/' 's/"shape"/"shapf"/' 's/0,/1,/' 's/":"1",/":"x",/g' \
    's/fc1.weight/fc3.weight/' 's/\[4,784\]/[7,448]/' 's/{/[/2' 's/"sigmoid"/"sigmoit"/'; do
    LC_ALL=C sed "$wrong" "$net" >"$dir/damaged"
    told "damaged：" $predict "$dir/one.pgm" "$dir/damaged"
done
if [ -c /dev/full ]; then
    told "磁盘满了" sh -c "$predict '$dir/one.pgm' '$net' >/dev/full"
    told "磁盘满了" sh -c "$nets/ch03_gradient --out '$dir' >/dev/full"
fi

# The scripts, and make.
telling() { # WORDS VARIABLE=…: what predict.sh says
    words=$1
    shift
    told "$words" env "$@" KEPT="$dir/kept" sh chapters/predict.sh "$dir/programs" /dev/null
}
mkdir "$dir/programs" "$dir/bare"
printf '#!/bin/sh\nfor net; do :; done; cp "%s" "$net"\n' "$net" >"$dir/programs/ch16_honest"
chmod +x "$dir/programs/ch16_honest"
ln -s "$PWD/$predict" "$dir/programs/predict"
for tool in cat dd env head mkdir mktemp od rm sh tr; do ln -s "$(command -v $tool)" "$dir/bare"; done
telling "哪一幅图？" IMAGE=
telling "先训练一个" IMAGE="$dir/one.pgm"
telling "请装上 ImageMagick" IMAGE="$dir/x.png" PATH="$dir/bare"
told "没有这个文件夹" sh data/fetch_mnist.sh "$dir/nowhere"
mkdir "$dir/data" "$dir/empty"
cp data/SHA256SUMS data/fetch_mnist.sh "$dir/data"
told "里没有 train-images" sh "$dir/data/fetch_mnist.sh" "$dir/empty"
told "不完整，或者" sh "$dir/data/fetch_mnist.sh" "$dir/set"
for wrong in "SIZE=x：不是像素宽度" "SIZE=9：太窄" "PALETTE=$dir/no：没有"; do
    told "${wrong#*：}" env "${wrong%%：*}" sh plots/render.sh ch01_error light zh png "$dir" "$dir/x/x.png"
done
told "没有叫这个名字的图" sh plots/render.sh ch99 light zh svg "$dir" "$dir/x/x.svg"
told "不能画成 mp4" sh plots/render.sh ch01_error light zh mp4 "$dir" "$dir/x/x.mp4"
TEXT=zh sh plots/sheet.sh "$dir/sheet"
check "the sheet of figures is not Chinese" grep -q '全部的图' "$dir/sheet/index.html"
asked() { # WORDS GOAL…
    words=$1
    shift
    TEXT=zh make --no-print-directory "$@" 2>&1 | grep -v '^make: \*\*\*' >"$dir/asked"
    told "$words" cat "$dir/asked"
}
asked "这里没有“ch99”" ch99
asked "THEME 可以是 light dark" figures THEME=blue
asked "CH 可以是 01 02" figures CH=99
asked "书里的编号" figures FIG=none
asked "SIZE 是 PNG 的宽度" figures SIZE=100
asked "PRECISION 可以是 double 或 float" PRECISION=half ch01
asked "是为 double 写的" PRECISION=float ch01
asked "没有“99”这个练习" ex99
asked "哪一章的幻灯片" slides

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
